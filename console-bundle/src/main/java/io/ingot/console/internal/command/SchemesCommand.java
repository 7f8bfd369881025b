// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code schemes}, which lists the schemes that can be resolved now, and the installed bundles without a
 * service.
 */
public final class SchemesCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "schemes",
                "Lists the schemes that can be resolved now, and the bundles that are present without a service,"
                        + " with the reason.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageServices services = context.services();
        List<SchemeInfo> schemes = services.schemes();
        List<AbsentService> absent = services.absent();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemes", schemes.stream().map(SchemesCommand::json).toList());
        json.put("absent", absent.stream().map(SchemesCommand::json).toList());
        return CommandResult.of(json, lines(schemes, absent)).warnings(services.warnings());
    }

    private static Map<String, Object> json(SchemeInfo scheme) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scheme", scheme.scheme());
        json.put("bundle", scheme.bundle());
        json.put("version", scheme.version());
        return json;
    }

    private static Map<String, Object> json(AbsentService absent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bundle", absent.bundle());
        json.put("reason", absent.reason());
        return json;
    }

    private static List<String> lines(List<SchemeInfo> schemes, List<AbsentService> absent) {
        Map<String, String> rows = new LinkedHashMap<>();
        schemes.forEach(scheme -> rows.put(scheme.scheme(), scheme.bundle() + " " + scheme.version()));
        List<String> lines = new ArrayList<>(ImageReport.table(rows));
        if (lines.isEmpty()) {
            lines.add("no scheme can be resolved");
        }
        absent.forEach(one -> lines.add("absent: " + one.bundle() + ": " + one.reason()));
        return lines;
    }
}

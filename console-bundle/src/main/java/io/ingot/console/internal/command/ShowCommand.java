// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code show}, which prints what the image service knows of an image. */
public final class ShowCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command("show", "Prints what the image service knows of an image.")
                .addPositional(ReferenceOperand.operand());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageReference reference = ReferenceOperand.parse(arguments);
        ImageInfo info = ServiceQuery.show(ReferenceOperand.request(reference, arguments, context.folder()), context);
        Map<String, Object> json = json(reference, info);
        return CommandResult.of(json, lines(json)).warnings(ImageReport.warnings(info));
    }

    private static Map<String, Object> json(ImageReference reference, ImageInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", reference.toString());
        json.put("scheme", reference.scheme());
        info.finalReference().ifPresent(now -> json.put("finalReference", now.toString()));
        info.size().ifPresent(bytes -> json.put("size", bytes));
        info.updatedAt().ifPresent(instant -> json.put("updatedAt", ImageReport.time(instant)));
        info.entityTag().ifPresent(tag -> json.put("etag", tag));
        json.put("cacheable", info.cacheable());
        json.put("immutable", info.immutable());
        if (!info.checksums().isEmpty()) {
            json.put("checksums", ImageReport.byAlgorithm(info.checksums()));
        }
        info.mediaType().ifPresent(type -> json.put("mediaType", type));
        info.diskFormat().ifPresent(format -> json.put("diskFormat", format));
        info.containerFormat().ifPresent(format -> json.put("containerFormat", format));
        json.put("properties", info.properties());
        return json;
    }

    private static List<String> lines(Map<String, Object> json) {
        Map<String, String> rows = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (value instanceof Map<?, ?> values) {
                values.forEach((key, one) -> rows.put(name + "." + key, String.valueOf(one)));
            } else {
                rows.put(name, value.toString());
            }
        });
        return ImageReport.table(rows);
    }
}

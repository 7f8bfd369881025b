// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Columns;
import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoreVerification.Damage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code store verify}, which re-hashes every stored image. */
final class StoreVerifyCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "verify", "Re-hashes every stored image, compares it with its record, and drops damaged ones.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageStore store = context.store();
        StoreVerification verification = ServiceQuery.ask("store", context.call(), store::verify);
        CommandResult outcome = CommandResult.of(json(verification), lines(verification));
        return verification.damages().isEmpty() ? outcome : outcome.failing(failure(verification.damages(), store));
    }

    private static Map<String, Object> json(StoreVerification verification) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entries", StoreReport.json(verification.intact()));
        json.put(
                "damages",
                verification.damages().stream().map(StoreVerifyCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Damage damage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", damage.name());
        json.put("reason", damage.reason());
        return json;
    }

    private static List<String> lines(StoreVerification verification) {
        Columns columns = new Columns();
        verification.damages().forEach(damage -> columns.row(damage.name(), damage.reason()));
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add("undamaged: " + StoreReport.count(verification.intact()));
        return lines;
    }

    private static ImageException failure(List<Damage> damages, ImageStore store) throws ImageException {
        return new ImageException(
                        ErrorCode.STORE_DAMAGED,
                        "the store " + store.folder() + ": found damage in "
                                + StoreReport.count(damages.size(), "place")
                                + " and dropped it; the next fetch transfers such an image again."
                                + " Fetch node files again that are hard links of a damaged image: they are damaged as well")
                .withDetails(damages.stream()
                        .map(damage -> damage.name() + ": " + damage.reason())
                        .toList());
    }
}

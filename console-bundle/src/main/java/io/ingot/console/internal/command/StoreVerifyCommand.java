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

/** {@code store verify}: is what is held still what came? */
final class StoreVerifyCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "verify",
                "Reads every image that is held, and compares it with what was recorded; what is damaged is dropped.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        ImageStore store = workplace.store();
        StoreVerification found = ServiceQuery.ask("store", workplace.call(), store::verify);
        CommandResult outcome = CommandResult.of(json(found), lines(found));
        return found.damages().isEmpty() ? outcome : outcome.failing(failure(found.damages(), store));
    }

    private static Map<String, Object> json(StoreVerification found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entries", StoreReport.json(found.intact()));
        json.put(
                "damages",
                found.damages().stream().map(StoreVerifyCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Damage damage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", damage.name());
        json.put("reason", damage.reason());
        return json;
    }

    private static List<String> lines(StoreVerification found) {
        Columns columns = new Columns();
        found.damages().forEach(damage -> columns.row(damage.name(), damage.reason()));
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add("sound: " + StoreReport.count(found.intact()));
        return lines;
    }

    private static ImageException failure(List<Damage> damages, ImageStore store) throws ImageException {
        return new ImageException(
                        ErrorCode.STORE_DAMAGED,
                        "the store " + store.folder() + " was damaged in "
                                + StoreReport.count(damages.size(), "place")
                                + "; what is damaged is not handed out, and the next fetch of it brings it anew."
                                + " A node's file that is a hard link of it is damaged, too: fetch it again")
                .withDetails(damages.stream()
                        .map(damage -> damage.name() + ": " + damage.reason())
                        .toList());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.ReadableSize;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code store gc}, which enforces the operator's limits on the store. */
final class StoreGcCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "gc",
                "Drops the images beyond the limits of size and age, the least recently used first, and what"
                        + " interrupted transfers left behind long ago. Images that a node still uses stay.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageStore store = context.store();
        StoreCleanup cleanup = ServiceQuery.ask("store", context.call(), call -> store.clean());
        return CommandResult.of(json(cleanup), lines(cleanup, context.isVerbose()));
    }

    private static Map<String, Object> json(StoreCleanup cleanup) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dropped", StoreReport.json(cleanup.dropped()));
        json.put("leftovers", cleanup.leftovers());
        json.put("freed", cleanup.freed());
        return json;
    }

    private static List<String> lines(StoreCleanup cleanup, boolean full) {
        List<String> lines = new ArrayList<>(StoreReport.table(cleanup.dropped(), full));
        lines.add("freed " + ReadableSize.of(cleanup.freed()) + ": "
                + StoreReport.count(cleanup.dropped().size(), "image") + ", "
                + StoreReport.count(cleanup.leftovers(), "leftover") + " of interrupted transfers");
        return lines;
    }
}

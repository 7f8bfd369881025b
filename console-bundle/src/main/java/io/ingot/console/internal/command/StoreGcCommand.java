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

/** {@code store gc}: makes the store keep the operator's limits. */
final class StoreGcCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "gc",
                "Drops what is beyond the limits of size and age, the least recently used first, and what interrupted"
                        + " transfers left behind long ago. What a node still uses stays.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        ImageStore store = workplace.store();
        StoreCleanup done = ServiceQuery.ask("store", workplace.call(), call -> store.clean());
        return CommandResult.of(json(done), lines(done, workplace.verbose()));
    }

    private static Map<String, Object> json(StoreCleanup done) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dropped", StoreReport.json(done.dropped()));
        json.put("leftovers", done.leftovers());
        json.put("freed", done.freed());
        return json;
    }

    private static List<String> lines(StoreCleanup done, boolean whole) {
        List<String> lines = new ArrayList<>(StoreReport.table(done.dropped(), whole));
        lines.add("freed " + ReadableSize.of(done.freed()) + ": "
                + StoreReport.count(done.dropped().size(), "image") + ", "
                + StoreReport.count(done.leftovers(), "leftover") + " of interrupted transfers");
        return lines;
    }
}

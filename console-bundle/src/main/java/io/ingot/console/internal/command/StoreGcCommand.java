// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ByteCount;
import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.ImageException;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code store gc}: makes the store keep the operator's limits. */
final class StoreGcCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Declare.command(
                "gc",
                "Drops what is beyond the limits of size and age, the least recently used first, and what interrupted"
                        + " transfers left behind long ago. What a node still uses stays.");
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        ImageStore store = workplace.store();
        StoreCleaning done = Question.ask("store", workplace.call(), call -> store.clean());
        return Outcome.of(json(done), lines(done, workplace.verbose()));
    }

    private static Map<String, Object> json(StoreCleaning done) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dropped", Holdings.json(done.dropped()));
        json.put("leftovers", done.leftovers());
        json.put("freed", done.freed());
        return json;
    }

    private static List<String> lines(StoreCleaning done, boolean whole) {
        List<String> lines = new ArrayList<>(Holdings.table(done.dropped(), whole));
        lines.add("freed " + ByteCount.of(done.freed()) + ": "
                + Holdings.count(done.dropped().size(), "image") + ", "
                + Holdings.count(done.leftovers(), "leftover") + " of interrupted transfers");
        return lines;
    }
}

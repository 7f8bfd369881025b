// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.ImageException;
import io.ingot.image.store.HeldImage;
import io.ingot.image.store.ImageStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code store list}: what is held. */
final class StoreListCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Declare.command(
                "list",
                "Lists the stored images, the least recently used first. Reads no image; -v cuts nothing short.");
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        ImageStore store = workplace.store();
        List<HeldImage> images = Question.ask("store", workplace.call(), call -> store.list());
        return Outcome.of(Map.of("entries", Holdings.json(images)), lines(images, store.folder(), workplace.verbose()));
    }

    private static List<String> lines(List<HeldImage> images, Path folder, boolean whole) {
        List<String> lines = new ArrayList<>(Holdings.table(images, whole));
        lines.add(images.isEmpty() ? "nothing is held in " + folder : Holdings.count(images) + ", in " + folder);
        return lines;
    }
}

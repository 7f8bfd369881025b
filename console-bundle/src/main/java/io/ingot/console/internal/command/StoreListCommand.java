// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code store list}: what is held. */
final class StoreListCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "list",
                "Lists the stored images, the least recently used first. Reads no image; -v cuts nothing short.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        ImageStore store = workplace.store();
        List<StoredImage> images = ServiceQuery.ask("store", workplace.call(), call -> store.list());
        return CommandResult.of(
                Map.of("entries", StoreReport.json(images)), lines(images, store.folder(), workplace.verbose()));
    }

    private static List<String> lines(List<StoredImage> images, Path folder, boolean whole) {
        List<String> lines = new ArrayList<>(StoreReport.table(images, whole));
        lines.add(images.isEmpty() ? "nothing is held in " + folder : StoreReport.count(images) + ", in " + folder);
        return lines;
    }
}

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

/** The command {@code store list}, which lists the stored images. */
final class StoreListCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "list", "Lists the stored images, the least recently used first. -v shortens nothing.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageStore store = context.store();
        List<StoredImage> images = ServiceQuery.ask("store", context.call(), call -> store.list());
        return CommandResult.of(
                Map.of("entries", StoreReport.json(images)), lines(images, store.folder(), context.isVerbose()));
    }

    private static List<String> lines(List<StoredImage> images, Path folder, boolean full) {
        List<String> lines = new ArrayList<>(StoreReport.table(images, full));
        lines.add(
                images.isEmpty() ? "the store " + folder + " is empty" : StoreReport.count(images) + ", in " + folder);
        return lines;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.ReadableSize;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoredImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code store remove}: drops one image that is held. */
final class StoreRemoveCommand implements Command {
    private static final String PREFIX = "sha256:";

    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                        "remove",
                        "Drops an image from the store by its SHA-256, or forgets what a reference names. Files of nodes"
                                + " stay as they are.")
                .addPositional(OptionDeclarations.operand(
                        0, "SHA256|REF", "The digits that \"list\" prints, 12 or more, or the reference of an image."));
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        String which = arguments.operand(0).orElseThrow();
        Optional<String> digits = StoredDigest.digits(which);
        return digits.isPresent()
                ? content(digits.get(), workplace)
                : reference(ImageReference.parse(which), workplace);
    }

    private static CommandResult content(String digits, CommandContext workplace) throws ImageException {
        ImageStore store = workplace.store();
        StoredImage dropped = ServiceQuery.ask(
                "store", workplace.call(), call -> store.remove(StoredDigest.whole(digits, store.list())));
        return outcome(dropped, false, "dropped " + text(dropped));
    }

    private static CommandResult reference(ImageReference reference, CommandContext workplace) throws ImageException {
        ImageStore store = workplace.store();
        StoredImage named = ServiceQuery.ask("store", workplace.call(), call -> store.remove(reference));
        boolean held = store.list().stream().anyMatch(one -> one.sha256().equals(named.sha256()));
        String line = held
                ? "forgot " + reference + ", which named " + text(named) + "; others still name it"
                : "forgot " + reference + ", and dropped " + text(named);
        return outcome(named, held, line);
    }

    private static CommandResult outcome(StoredImage image, boolean stillHeld, String line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("removed", StoreReport.json(image));
        json.put("stillHeld", stillHeld);
        return CommandResult.of(json, List.of(line));
    }

    private static String text(StoredImage image) {
        return PREFIX + image.sha256() + ", " + ReadableSize.of(image.size());
    }
}

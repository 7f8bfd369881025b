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

/** The command {@code store remove}, which drops one stored image. */
final class StoreRemoveCommand implements Command {
    private static final String PREFIX = "sha256:";

    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                        "remove",
                        "Drops an image from the store by its SHA-256 or by a reference that names it. Files of nodes"
                                + " are not changed.")
                .addPositional(OptionDeclarations.operand(
                        0,
                        "SHA256|REF",
                        "The first 12 or more digits, as \"list\" prints them, or the reference of an image."));
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        String operand = arguments.operand(0).orElseThrow();
        Optional<String> digits = StoredDigest.digits(operand);
        return digits.isPresent() ? content(digits.get(), context) : reference(ImageReference.parse(operand), context);
    }

    private static CommandResult content(String digits, CommandContext context) throws ImageException {
        ImageStore store = context.store();
        StoredImage dropped = ServiceQuery.ask(
                "store", context.call(), call -> store.remove(StoredDigest.find(digits, store.list())));
        return result(dropped, false, "dropped " + text(dropped));
    }

    private static CommandResult reference(ImageReference reference, CommandContext context) throws ImageException {
        ImageStore store = context.store();
        StoredImage named = ServiceQuery.ask("store", context.call(), call -> store.remove(reference));
        boolean stillHeld = store.list().stream().anyMatch(one -> one.sha256().equals(named.sha256()));
        String line = stillHeld
                ? "forgot " + reference + ", which named " + text(named) + "; other references still name it"
                : "forgot " + reference + ", and dropped " + text(named);
        return result(named, stillHeld, line);
    }

    private static CommandResult result(StoredImage image, boolean stillHeld, String line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("removed", StoreReport.json(image));
        json.put("stillHeld", stillHeld);
        return CommandResult.of(json, List.of(line));
    }

    private static String text(StoredImage image) {
        return PREFIX + image.sha256() + ", " + ReadableSize.of(image.size());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ByteCount;
import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.HeldImage;
import io.ingot.image.store.ImageStore;
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
        return Declare.command(
                        "remove",
                        "Drops an image from the store by its SHA-256, or forgets what a reference names. Files of nodes"
                                + " stay as they are.")
                .addPositional(Declare.operand(
                        0, "SHA256|REF", "The digits that \"list\" prints, 12 or more, or the reference of an image."));
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        String which = arguments.operand(0).orElseThrow();
        Optional<String> digits = HeldDigest.digits(which);
        return digits.isPresent()
                ? content(digits.get(), workplace)
                : reference(ImageReference.parse(which), workplace);
    }

    private static Outcome content(String digits, Workplace workplace) throws ImageException {
        ImageStore store = workplace.store();
        HeldImage dropped =
                Question.ask("store", workplace.call(), call -> store.remove(HeldDigest.whole(digits, store.list())));
        return outcome(dropped, false, "dropped " + text(dropped));
    }

    private static Outcome reference(ImageReference reference, Workplace workplace) throws ImageException {
        ImageStore store = workplace.store();
        HeldImage named = Question.ask("store", workplace.call(), call -> store.remove(reference));
        boolean held = store.list().stream().anyMatch(one -> one.sha256().equals(named.sha256()));
        String line = held
                ? "forgot " + reference + ", which named " + text(named) + "; others still name it"
                : "forgot " + reference + ", and dropped " + text(named);
        return outcome(named, held, line);
    }

    private static Outcome outcome(HeldImage image, boolean stillHeld, String line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("removed", Holdings.json(image));
        json.put("stillHeld", stillHeld);
        return Outcome.of(json, List.of(line));
    }

    private static String text(HeldImage image) {
        return PREFIX + image.sha256() + ", " + ByteCount.of(image.size());
    }
}

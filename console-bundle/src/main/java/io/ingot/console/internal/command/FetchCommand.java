// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import picocli.CommandLine.Model.CommandSpec;

/** {@code fetch}: an image where it is wanted, verified. */
public final class FetchCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = Declare.command(
                        "fetch", "Puts an image at a destination: whole and verified, or not at all.")
                .addPositional(References.operand())
                .addPositional(Declare.operand(1, "DEST", "The file that the image becomes."))
                .addOption(ParentFolders.spec("DEST"))
                .addOption(ChecksumOption.spec());
        FetchTerms.declare(spec);
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        FetchRequest request = request(arguments, workplace);
        ImageFetcher fetcher = workplace.fetcher();
        FetchedImage image;
        try (ParentFolders parents = ParentFolders.of(request.destination(), arguments)) {
            image = fetch(request, fetcher, workplace);
            parents.keep();
        }
        return Outcome.of(Arrival.json(image), Arrival.lines(image)).warnings(Arrival.warnings(image));
    }

    private static FetchRequest request(Arguments arguments, Workplace workplace) throws ImageException {
        ImageReference reference = References.parse(arguments);
        FetchRequest request = FetchRequest.of(
                References.request(reference, arguments, workplace.folder()),
                Destination.parse(arguments.operand(1).orElseThrow(), workplace.folder()));
        return FetchTerms.of(arguments, workplace).apply(ChecksumOption.apply(request, arguments));
    }

    private static FetchedImage fetch(FetchRequest request, ImageFetcher fetcher, Workplace workplace)
            throws ImageException {
        Call call = workplace.call();
        Fetch fetch = fetcher.fetch(call.remaining().map(request::timeout).orElse(request));
        try (Call.Escape escape = call.onCancel(fetch::cancel);
                ProgressDisplay display = workplace.progress()) {
            return Attendance.await(fetch.result(), call, () -> display.show(fetch.progress()));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code fetch}, which puts a verified image at a destination. */
public final class FetchCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "fetch",
                        "Fetches an image to a destination. The file appears complete and verified, or not at all.")
                .addPositional(ReferenceOperand.operand())
                .addPositional(
                        OptionDeclarations.operand(1, "DEST", "The path of the image file to create or replace."))
                .addOption(ParentDirectories.spec("DEST"))
                .addOption(ChecksumOption.spec());
        TransferOptions.declare(spec);
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        FetchRequest request = request(arguments, context);
        ImageFetcher fetcher = context.fetcher();
        FetchedImage image;
        try (ParentDirectories parents = ParentDirectories.of(request.destination(), arguments)) {
            image = fetch(request, fetcher, context);
            parents.keep();
        }
        return CommandResult.of(FetchReport.json(image), FetchReport.lines(image))
                .warnings(FetchReport.warnings(image));
    }

    private static FetchRequest request(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageReference reference = ReferenceOperand.parse(arguments);
        FetchRequest request = FetchRequest.of(
                ReferenceOperand.request(reference, arguments, context.folder()),
                DestinationOperand.parse(arguments.operand(1).orElseThrow(), context.folder()));
        return ChecksumOption.apply(request, arguments, context).options(TransferOptions.of(arguments, context));
    }

    private static FetchedImage fetch(FetchRequest request, ImageFetcher fetcher, CommandContext context)
            throws ImageException {
        Call call = context.call();
        FetchOptions options = request.options();
        Fetch fetch = fetcher.fetch(
                request.options(call.remaining().map(options::timeout).orElse(options)));
        try (Call.Registration registration = call.onCancel(fetch::cancel);
                ProgressDisplay display = context.progress()) {
            return InterruptibleWait.await(fetch.result(), call, () -> display.show(fetch.progress()));
        }
    }
}

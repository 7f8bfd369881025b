// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageFetcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code store why}, which tells whether a fetch would be a hit, and why not. */
final class StoreWhyCommand implements Command {
    private static final String DESTINATION_NAME = "ingot-store-why";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "why",
                        "Asks the origin as a fetch would, and tells whether the image is stored and current."
                                + " Transfers nothing.")
                .addPositional(ReferenceOperand.operand())
                .addOption(ChecksumOption.spec())
                .addOption(ListingOption.spec());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageReference reference = ReferenceOperand.parse(arguments);
        FetchRequest plain = ChecksumOption.apply(
                FetchRequest.of(
                        ReferenceOperand.request(reference, arguments, context.folder()),
                        unwrittenDestination(context.store().folder())),
                arguments,
                context);
        FetchRequest request = plain.options(FetchOptions.DEFAULT.acceptListing(ListingOption.isSet(arguments)));
        ImageFetcher fetcher = context.fetcher();
        FetchPreview preview = ServiceQuery.ask("preview", context.call(), call -> fetcher.preview(request, call));
        return CommandResult.of(json(preview), lines(preview)).warnings(warnings(preview));
    }

    /**
     * Returns a destination that is never written: beside the store if that folder is writable, since nodes' folders
     * are usually on the same file system, else among the temporary files.
     */
    private static Path unwrittenDestination(Path store) {
        return Stream.ofNullable(store.getParent())
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")))
                .resolve(DESTINATION_NAME);
    }

    private static List<String> warnings(FetchPreview preview) {
        Set<String> warnings = new LinkedHashSet<>(ImageReport.warnings(preview.info()));
        warnings.addAll(preview.warnings());
        return List.copyOf(warnings);
    }

    private static Map<String, Object> json(FetchPreview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", preview.reference().toString());
        json.put("finalReference", preview.finalReference().toString());
        json.put("service", ImageReport.json(preview.service()));
        preview.info().size().ifPresent(bytes -> json.put("size", bytes));
        json.put("held", preview.held());
        json.put("reason", preview.reason());
        return json;
    }

    private static List<String> lines(FetchPreview preview) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("reference", preview.reference().toString());
        if (!preview.finalReference().equals(preview.reference())) {
            rows.put("now at", preview.finalReference().toString());
        }
        rows.put("service", preview.service().bundle() + " " + preview.service().version());
        rows.put("answer", ImageReport.heldWithReason(preview));
        return ImageReport.table(rows);
    }
}

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

/** {@code store why}: would a fetch be a hit, and why not? */
final class StoreWhyCommand implements Command {
    private static final String NOWHERE = "ingot-store-why";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "why",
                        "Asks the origin as a fetch would, and says whether the image is held and current. Moves no bytes.")
                .addPositional(ReferenceOperand.operand())
                .addOption(ChecksumOption.spec())
                .addOption(ListingOption.spec());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        ImageReference reference = ReferenceOperand.parse(arguments);
        FetchRequest asked = ChecksumOption.apply(
                FetchRequest.of(
                        ReferenceOperand.request(reference, arguments, workplace.folder()),
                        nowhere(workplace.store().folder())),
                arguments,
                workplace);
        FetchRequest request = asked.options(FetchOptions.DEFAULT.acceptListing(ListingOption.given(arguments)));
        ImageFetcher fetcher = workplace.fetcher();
        FetchPreview preview = ServiceQuery.ask("preview", workplace.call(), call -> fetcher.preview(request, call));
        return CommandResult.of(json(preview), lines(preview)).warnings(warnings(preview));
    }

    /**
     * A destination that nothing is written to, though somebody could: beside the store, where a node's folder is
     * nearest, or else among the temporary files of this process.
     */
    private static Path nowhere(Path store) {
        return Stream.ofNullable(store.getParent())
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")))
                .resolve(NOWHERE);
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
        rows.put("answer", ImageReport.holding(preview));
        return ImageReport.table(rows);
    }
}

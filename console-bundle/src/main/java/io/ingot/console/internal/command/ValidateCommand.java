// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code validate}, which tells whether a reference is usable. */
public final class ValidateCommand implements Command {
    private static final String PAGE = "text/html";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "validate", "Tells whether a reference is usable. Transfers nothing.")
                .addPositional(ReferenceOperand.operand())
                .addOption(ListingOption.spec());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        ImageReference reference = ReferenceOperand.parse(arguments);
        ImageInfo info = ServiceQuery.show(ReferenceOperand.request(reference, arguments, context.folder()), context);
        checkUsable(reference, info, ListingOption.isSet(arguments));
        String now = info.finalReference().orElse(reference).toString();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", reference.toString());
        json.put("scheme", reference.scheme());
        json.put("finalReference", now);
        String redirected = now.equals(reference.toString()) ? "" : ", at " + now;
        return CommandResult.of(json, List.of(reference + " is usable" + redirected))
                .warnings(ImageReport.warnings(info));
    }

    /**
     * Refuses an empty image and a page. A folder whose listing is forbidden passes, as in Ironic: there is no page,
     * and files in it may be images.
     */
    private static void checkUsable(ImageReference reference, ImageInfo info, boolean acceptPage)
            throws ImageException {
        if (info.size().isPresent() && info.size().getAsLong() == 0) {
            throw new ImageException(ErrorCode.UNACCEPTABLE, reference + " is empty");
        }
        boolean page = info.kind() == ImageInfo.Kind.LISTING
                && info.mediaType().filter(PAGE::equals).isPresent();
        if (page && !acceptPage) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    reference + " is an HTML page (" + PAGE + "), probably a listing or an error; " + ListingOption.NAME
                            + " accepts it");
        }
    }
}

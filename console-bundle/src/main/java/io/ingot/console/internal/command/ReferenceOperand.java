// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The operand REF: the first of every command that is about an image. */
public final class ReferenceOperand {
    private static final String LABEL = "REF";

    private ReferenceOperand() {}

    static PositionalParamSpec operand() {
        return OptionDeclarations.operand(
                0, LABEL, "The image: a Glance UUID, or a URL of a scheme that \"schemes\" lists.");
    }

    /**
     * Reads it.
     *
     * @throws ImageException INVALID_REFERENCE if it is none
     */
    static ImageReference parse(ParsedArguments arguments) throws ImageException {
        return ImageReference.parse(arguments.operand(0).orElseThrow());
    }

    /** A request for it, as whoever the options say. */
    static ImageRequest request(ImageReference reference, ParsedArguments arguments, Path folder)
            throws ImageException {
        return CredentialOptions.apply(ImageRequest.of(reference), arguments, folder);
    }

    /** The text of it for a report, without secrets; absent if the command has none, or it could not be read. */
    public static Optional<String> shown(ParsedArguments arguments) {
        Optional<String> text = arguments.reference();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImageReference.parse(text.get()).toString());
        } catch (ImageException e) {
            return Optional.empty();
        }
    }
}

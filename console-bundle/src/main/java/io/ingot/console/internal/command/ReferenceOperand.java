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

/** The operand REF, the first one of every command on an image. */
public final class ReferenceOperand {
    private static final String LABEL = "REF";

    private ReferenceOperand() {}

    static PositionalParamSpec operand() {
        return OptionDeclarations.operand(
                0, LABEL, "The image: a Glance UUID, or a URL of a scheme that \"schemes\" lists.");
    }

    /**
     * Parses the operand.
     *
     * @throws ImageException INVALID_REFERENCE if it is not a reference
     */
    static ImageReference parse(ParsedArguments arguments) throws ImageException {
        return ImageReference.parse(arguments.operand(0).orElseThrow());
    }

    /** Creates a request with the credentials of the options. */
    static ImageRequest request(ImageReference reference, ParsedArguments arguments, Path folder)
            throws ImageException {
        return CredentialOptions.apply(ImageRequest.of(reference), arguments, folder);
    }

    /**
     * Returns the reference as reports print it, without secrets; absent if the command has none, or an invalid one.
     */
    public static Optional<String> printable(ParsedArguments arguments) {
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

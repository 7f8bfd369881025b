// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageServices;
import picocli.CommandLine.Model.OptionSpec;

/** The option by which a user says what the image must be. */
final class ChecksumOption {
    private static final String NAME = "--checksum";

    private ChecksumOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.repeatable(
                NAME,
                "CHECKSUM",
                "A checksum that the image must have: ALGORITHM:HEX such as sha256:9f2c..., the hexadecimal digits alone, or"
                        + " the URL of a checksum file, with #NAME if the image has another name there.");
    }

    /**
     * The request with every checksum that is given.
     *
     * @throws ImageException INVALID_METADATA if one is malformed; INVALID_REFERENCE if one is a malformed URL; what keeps
     *     the resolver from telling whether a checksum file is of the origin of the image
     */
    static FetchRequest apply(FetchRequest request, ParsedArguments arguments, CommandContext workplace)
            throws ImageException {
        FetchRequest wanting = request;
        for (String text : arguments.values(NAME)) {
            ExpectedChecksum expected = ExpectedChecksum.parse(text);
            wanting = expected instanceof ExpectedChecksum.InFile found
                    ? wanting.checksumFile(asked(found.file(), request.image(), workplace))
                    : wanting.checksum(((ExpectedChecksum.Known) expected).checksum());
        }
        return wanting;
    }

    /** The credentials for an image are shown to its own server, and to no other. */
    private static ImageRequest asked(ImageReference file, ImageRequest image, CommandContext workplace)
            throws ImageException {
        ImageRequest asked = ImageRequest.of(file);
        if (image.credentials().isEmpty()) {
            return asked;
        }
        ImageServices services = workplace.services();
        return services.origin(file).equals(services.origin(image.reference()))
                ? asked.as(image.credentials().get())
                : asked;
    }
}

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

/** The option {@code --checksum}: the checksums that an image must have. */
final class ChecksumOption {
    private static final String NAME = "--checksum";

    private ChecksumOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.repeatable(
                NAME,
                "CHECKSUM",
                "A checksum that the image must have: ALGORITHM:HEX such as sha256:9f2c..., the digits alone, or"
                        + " the URL of a checksum file, with #NAME if the image has another name there.");
    }

    /**
     * Adds the given checksums to a request.
     *
     * @throws ImageException INVALID_METADATA if a checksum is malformed; INVALID_REFERENCE if its URL is malformed; or
     *     a failure of the resolver to determine the origins of the image and the checksum file
     */
    static FetchRequest apply(FetchRequest request, ParsedArguments arguments, CommandContext context)
            throws ImageException {
        FetchRequest result = request;
        for (String text : arguments.values(NAME)) {
            ExpectedChecksum expected = ExpectedChecksum.parse(text);
            result = expected instanceof ExpectedChecksum.InFile inFile
                    ? result.checksumFile(checksumFileRequest(inFile.file(), request.image(), context))
                    : result.checksum(((ExpectedChecksum.Known) expected).checksum());
        }
        return result;
    }

    /**
     * Creates the request for a checksum file. The credentials of the image are sent to the image's own server only.
     */
    private static ImageRequest checksumFileRequest(ImageReference file, ImageRequest image, CommandContext context)
            throws ImageException {
        ImageRequest fileRequest = ImageRequest.of(file);
        if (image.credentials().isEmpty()) {
            return fileRequest;
        }
        ImageServices services = context.services();
        return services.origin(file).equals(services.origin(image.reference()))
                ? fileRequest.as(image.credentials().get())
                : fileRequest;
    }
}

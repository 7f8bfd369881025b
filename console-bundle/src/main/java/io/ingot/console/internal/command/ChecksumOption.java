// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import picocli.CommandLine.Model.OptionSpec;

/** The option by which a user says what the image must be. */
final class ChecksumOption {
    private static final String NAME = "--checksum";

    private ChecksumOption() {}

    static OptionSpec spec() {
        return Declare.repeatable(NAME, "ALGORITHM:HEX", "A checksum that the image must have, such as sha256:9f2c...");
    }

    /**
     * The request with every checksum that is given.
     *
     * @throws ImageException INVALID_METADATA if one is malformed; USAGE if it is a URL
     */
    static FetchRequest apply(FetchRequest request, Arguments arguments) throws ImageException {
        FetchRequest wanting = request;
        for (String text : arguments.values(NAME)) {
            wanting = wanting.checksum(parse(text));
        }
        return wanting;
    }

    /** A URL is refused without being quoted: it may hold a password. */
    private static Checksum parse(String text) throws ImageException {
        if (text.contains("://")) {
            throw new ImageException(
                    ErrorCode.USAGE,
                    NAME + " takes ALGORITHM:HEX; the URL of a checksum file is not understood by this version");
        }
        return Checksum.parse(text);
    }
}

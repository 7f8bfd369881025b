// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say how images are fetched, whichever they are. */
final class TransferOptions {
    private static final String DIGEST = "--digest";
    private static final String NO_STORE = "--no-store";
    private static final String REQUIRE_LENGTH = "--require-length";

    private TransferOptions() {}

    /** Adds all of them to a command. */
    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.repeatable(DIGEST, "ALGORITHM", "A digest to compute besides SHA-256."))
                .addOption(OptionDeclarations.flag("Take the image neither from the store nor into it.", NO_STORE))
                .addOption(OptionDeclarations.flag(
                        "Refuse an image that may have been cut: one without length and checksum.", REQUIRE_LENGTH))
                .addOption(SegmentsOption.spec())
                .addOption(ListingOption.spec());
    }

    /**
     * What those that are given make of a request, and by whom it is made.
     *
     * @throws ImageException USAGE if one of them is wrong
     */
    static UnaryOperator<FetchRequest> of(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        List<String> digests = digests(arguments);
        OptionalInt segments = SegmentsOption.number(arguments);
        boolean noStore = arguments.has(NO_STORE);
        boolean requireLength = arguments.has(REQUIRE_LENGTH);
        boolean listing = ListingOption.given(arguments);
        Optional<String> user = workplace.user();
        return plain -> {
            FetchRequest request = plain.digests(digests);
            request = segments.isPresent() ? request.segments(segments.getAsInt()) : request;
            request = noStore ? request.noStore() : request;
            request = requireLength ? request.requireLength() : request;
            request = listing ? request.acceptListing() : request;
            return user.map(request::requester).orElse(request);
        };
    }

    private static List<String> digests(ParsedArguments arguments) throws ImageException {
        try {
            return arguments.values(DIGEST).stream().map(Checksum::supported).toList();
        } catch (IllegalArgumentException e) {
            throw new ImageException(ErrorCode.USAGE, DIGEST + ": " + e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import io.ingot.image.Checksum;
import io.ingot.image.client.FetchOptions;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** The options of every fetch. */
final class TransferOptions {
    private static final String DIGEST = "--digest";
    private static final String NO_STORE = "--no-store";
    private static final String REQUIRE_LENGTH = "--require-length";

    private TransferOptions() {}

    /** Adds the options to a command. */
    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.repeatable(DIGEST, "ALGORITHM", "Another digest to compute besides SHA-256."))
                .addOption(OptionDeclarations.flag(
                        "Bypass the store: neither use a stored image nor store this one.", NO_STORE))
                .addOption(OptionDeclarations.flag(
                        "Refuse an image that may be truncated: one without length and checksum.", REQUIRE_LENGTH))
                .addOption(SegmentsOption.spec())
                .addOption(ListingOption.spec());
    }

    /**
     * Reads the given options, and adds the user as the requester.
     *
     * @throws UsageException if an option is invalid
     */
    static FetchOptions of(ParsedArguments arguments, CommandContext context) {
        FetchOptions options = FetchOptions.DEFAULT
                .digests(digests(arguments))
                .useStore(!arguments.has(NO_STORE))
                .requireLength(arguments.has(REQUIRE_LENGTH))
                .acceptListing(ListingOption.isSet(arguments));
        OptionalInt segments = SegmentsOption.number(arguments);
        options = segments.isPresent() ? options.segments(segments.getAsInt()) : options;
        return context.user().map(options::requester).orElse(options);
    }

    private static List<String> digests(ParsedArguments arguments) {
        try {
            return arguments.values(DIGEST).stream().map(Checksum::supported).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(DIGEST + ": " + e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The options with the facts of a node that a conductor knows besides its {@code instance_info}. */
final class DeploymentOptions {
    private static final String STRICT = "--strict";
    private static final String BOOT_OPTION = "--boot-option";
    private static final String ARCHITECTURE = "--architecture";
    private static final String MEMORY = "--memory-mb";
    private static final String CHECKSUM = "--checksum";

    private static final Pattern MEBIBYTES = Pattern.compile("0{0,9}[1-9][0-9]{0,9}");
    private static final Pattern ARCHITECTURE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int MEBIBYTE_SHIFT = 20;

    private DeploymentOptions() {}

    /** Adds the options to a command. */
    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.flag("Report an unknown field as a problem instead of a warning.", STRICT))
                .addOption(OptionDeclarations.value(
                        BOOT_OPTION, "OPTION", "How the node boots; overrides INSTANCE_INFO: " + bootOptions() + "."))
                .addOption(OptionDeclarations.value(
                        ARCHITECTURE, "ARCH", "The node's architecture, such as x86_64 or aarch64."))
                .addOption(OptionDeclarations.value(
                        MEMORY, "N", "The node's memory in MiB; an image that is not raw must fit into it."))
                .addOption(OptionDeclarations.repeatable(
                        CHECKSUM,
                        "CHECKSUM",
                        "A checksum that the image itself must have: ALGORITHM:HEX, the digits alone, or the URL of a"
                                + " checksum file."));
        CredentialOptions.declare(spec);
    }

    /**
     * Returns a function that applies the given options to a request.
     *
     * @throws UsageException if an option is invalid
     * @throws ImageException INVALID_METADATA or INVALID_REFERENCE if a checksum is invalid; LOCAL_IO if the file of a
     *     secret cannot be read
     */
    static UnaryOperator<DeploymentRequest> of(ParsedArguments arguments, CommandContext context)
            throws ImageException {
        FetchOptions options = TransferOptions.of(arguments, context);
        boolean strict = arguments.has(STRICT);
        Optional<BootOption> bootOption = bootOption(arguments);
        Optional<String> architecture = architecture(arguments);
        Optional<Long> memory = memory(arguments);
        List<ExpectedChecksum> checksums = checksums(arguments);
        Optional<Credentials> credentials = CredentialOptions.read(arguments, context.folder());
        return original -> {
            DeploymentRequest request = original.options(options).strict(strict);
            request = bootOption.map(request::bootOption).orElse(request);
            request = architecture.map(request::architecture).orElse(request);
            request = memory.map(request::memory).orElse(request);
            for (ExpectedChecksum checksum : checksums) {
                request = request.checksum(checksum);
            }
            return credentials.map(request::as).orElse(request);
        };
    }

    private static List<ExpectedChecksum> checksums(ParsedArguments arguments) throws ImageException {
        List<ExpectedChecksum> checksums = new ArrayList<>();
        for (String text : arguments.values(CHECKSUM)) {
            checksums.add(ExpectedChecksum.parse(text));
        }
        return checksums;
    }

    private static Optional<BootOption> bootOption(ParsedArguments arguments) {
        Optional<String> text = arguments.value(BOOT_OPTION);
        Optional<BootOption> option = text.flatMap(BootOption::of);
        if (text.isPresent() && option.isEmpty()) {
            throw new UsageException(BOOT_OPTION + " takes one of " + bootOptions());
        }
        return option;
    }

    private static String bootOptions() {
        return Arrays.stream(BootOption.values()).map(BootOption::text).collect(Collectors.joining(", "));
    }

    private static Optional<String> architecture(ParsedArguments arguments) {
        Optional<String> text = arguments.value(ARCHITECTURE);
        if (text.isPresent() && !ARCHITECTURE_NAME.matcher(text.get()).matches()) {
            throw new UsageException(ARCHITECTURE + " takes the name of an architecture, such as x86_64 or aarch64");
        }
        return text;
    }

    private static Optional<Long> memory(ParsedArguments arguments) {
        Optional<String> text = arguments.value(MEMORY);
        if (text.isPresent() && !MEBIBYTES.matcher(text.get()).matches()) {
            throw new UsageException(MEMORY + " takes a whole number of MiB above zero, such as 8192");
        }
        return text.map(number -> Long.parseLong(number) << MEBIBYTE_SHIFT);
    }
}

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

/** The options by which a user says what a conductor would know of a node besides its {@code instance_info}. */
final class DeploymentOptions {
    private static final String STRICT = "--strict";
    private static final String BOOT_OPTION = "--boot-option";
    private static final String ARCHITECTURE = "--architecture";
    private static final String MEMORY = "--memory-mb";
    private static final String CHECKSUM = "--checksum";

    private static final Pattern MEBIBYTES = Pattern.compile("0{0,9}[1-9][0-9]{0,9}");
    private static final Pattern MACHINE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int BITS_OF_A_MEBIBYTE = 20;

    private DeploymentOptions() {}

    /** Adds them to a command. */
    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.flag(
                        "Take a field that nobody knows for a problem, not for a warning.", STRICT))
                .addOption(OptionDeclarations.value(
                        BOOT_OPTION,
                        "OPTION",
                        "How the node boots, whatever INSTANCE_INFO says: " + bootOptions() + "."))
                .addOption(OptionDeclarations.value(ARCHITECTURE, "ARCH", "The node's architecture: x86_64, aarch64."))
                .addOption(OptionDeclarations.value(
                        MEMORY, "N", "The node's memory in MiB, into which an image that is not raw must fit."))
                .addOption(OptionDeclarations.repeatable(
                        CHECKSUM,
                        "CHECKSUM",
                        "A checksum that the image itself must have: ALGORITHM:HEX, its digits alone, or the URL of a"
                                + " checksum file."));
        CredentialOptions.declare(spec);
    }

    /**
     * What those that are given make of a request.
     *
     * @throws UsageException if an option is wrong
     * @throws ImageException INVALID_METADATA or INVALID_REFERENCE if a checksum is; LOCAL_IO if
     *     the file of a secret cannot be read
     */
    static UnaryOperator<DeploymentRequest> of(ParsedArguments arguments, CommandContext workplace)
            throws ImageException {
        FetchOptions options = TransferOptions.of(arguments, workplace);
        boolean strict = arguments.has(STRICT);
        Optional<BootOption> bootOption = bootOption(arguments);
        Optional<String> architecture = architecture(arguments);
        Optional<Long> memory = memory(arguments);
        List<ExpectedChecksum> checksums = checksums(arguments);
        Optional<Credentials> credentials = CredentialOptions.read(arguments, workplace.folder());
        return plain -> {
            DeploymentRequest request = plain.options(options).strict(strict);
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
        if (text.isPresent() && !MACHINE.matcher(text.get()).matches()) {
            throw new UsageException(ARCHITECTURE + " takes the name of an architecture, such as x86_64 or aarch64");
        }
        return text;
    }

    private static Optional<Long> memory(ParsedArguments arguments) {
        Optional<String> text = arguments.value(MEMORY);
        if (text.isPresent() && !MEBIBYTES.matcher(text.get()).matches()) {
            throw new UsageException(MEMORY + " takes a whole number of MiB above zero, such as 8192");
        }
        return text.map(number -> Long.parseLong(number) << BITS_OF_A_MEBIBYTE);
    }
}

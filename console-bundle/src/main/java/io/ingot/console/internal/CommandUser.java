// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.output.FailureText;
import io.ingot.console.internal.output.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user of a command, and the streams and folder that the command uses.
 *
 * @param terminal the streams that the command prints to
 * @param failures receives the text of the command's failure
 * @param input the standard input of the command; absent if the shell reads it
 * @param folder the absolute path against which relative names are resolved
 * @param loginName the name of the user, if known
 * @param interruptible whether Ctrl-C in the shell of this process applies to the command now
 */
record CommandUser(
        Terminal terminal,
        Consumer<FailureText> failures,
        Optional<InputStream> input,
        Path folder,
        Optional<String> loginName,
        BooleanSupplier interruptible) {
    /**
     * A name that can be logged: without line breaks, which could forge a log line, and not Java's {@code ?} for an
     * unknown user.
     */
    private static final Pattern PRINTABLE_NAME = Pattern.compile("[\\p{L}\\p{N}._@+$\\\\-]{1,128}");

    /** Returns the user of this process, in its working directory. */
    static CommandUser ofProcess(Terminal terminal, InputStream input) {
        return new CommandUser(
                terminal,
                failure -> failure.print(terminal),
                Optional.of(input),
                Path.of("").toAbsolutePath(),
                loginName(null),
                () -> false);
    }

    /** Returns the name of a login if it can be logged, else that of the user of this process. */
    static Optional<String> loginName(@Nullable Object login) {
        return Stream.of(Optional.ofNullable(login), Optional.ofNullable(System.getProperty("user.name")))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .filter(name -> PRINTABLE_NAME.matcher(name).matches())
                .findFirst();
    }
}

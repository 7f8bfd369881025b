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
 * Who types a command, and where.
 *
 * @param terminal where it prints
 * @param failures takes the text of its failure
 * @param input what is typed or piped into it; absent where that is the shell's own
 * @param folder what relative names start from: absolute
 * @param user who it is, if that is known
 * @param interruptible whether Ctrl-C in the shell of this process is meant for it, now
 */
record CommandUser(
        Terminal terminal,
        Consumer<FailureText> failures,
        Optional<InputStream> input,
        Path folder,
        Optional<String> user,
        BooleanSupplier interruptible) {
    /** What may stand in a line of a log. A name that could forge another line is none, nor is Java's {@code ?}. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@+$\\\\-]{1,128}");

    /** The user of this process, in its working directory. */
    static CommandUser ofProcess(Terminal terminal, InputStream input) {
        return new CommandUser(
                terminal,
                failure -> failure.print(terminal),
                Optional.of(input),
                Path.of("").toAbsolutePath(),
                user(null),
                () -> false);
    }

    /** The name of a login, if that can be one; else the user of this process. */
    static Optional<String> user(@Nullable Object login) {
        return Stream.of(Optional.ofNullable(login), Optional.ofNullable(System.getProperty("user.name")))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .filter(name -> NAME.matcher(name).matches())
                .findFirst();
    }
}

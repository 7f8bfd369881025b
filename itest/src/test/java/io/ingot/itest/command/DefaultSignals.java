// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes commands react to SIGINT. Children inherit ignored signals, and a JVM does not change that: a non-interactive
 * shell starts its background jobs with SIGINT ignored, and so a build and all processes of its tests.
 */
final class DefaultSignals {
    private static final List<String> RESET = List.of("env", "--default-signal=INT");
    private static final boolean IS_SUPPORTED = isSupported();

    private DefaultSignals() {}

    /** Prepends a command that resets signals, if {@code env} supports that (since coreutils 8.31). */
    static List<String> wrap(List<String> command) {
        return IS_SUPPORTED ? prepend(command) : command;
    }

    private static boolean isSupported() {
        try {
            return new ProcessBuilder(prepend(List.of("true")))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> prepend(List<String> command) {
        return Stream.of(RESET, command).flatMap(List::stream).toList();
    }
}

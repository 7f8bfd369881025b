// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a process that SIGINT ends. Children inherit ignored signals, and a JVM keeps them ignored: background jobs of
 * a non-interactive shell ignore SIGINT, and so do a build and the processes of its tests.
 */
final class DefaultSignals {
    private static final List<String> RESET = List.of("env", "--default-signal=INT");
    private static final boolean WORKS = works();

    private DefaultSignals() {}

    /**
     * Returns the command with a prefix that resets its signals; without it if {@code env} cannot do that (before
     * coreutils 8.31, and elsewhere).
     */
    static List<String> before(List<String> command) {
        return WORKS ? with(command) : command;
    }

    private static boolean works() {
        try {
            return new ProcessBuilder(with(List.of("true")))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noEnv) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> with(List<String> command) {
        return Stream.of(RESET, command).flatMap(List::stream).toList();
    }
}

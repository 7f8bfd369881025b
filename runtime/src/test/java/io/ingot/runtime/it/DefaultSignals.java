// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a process that an interrupt ends. A signal that is ignored is ignored by children, too, and a JVM leaves it so: the
 * background jobs of a shell that is no terminal's ignore SIGINT, and with them a build and all that its tests start.
 */
final class DefaultSignals {
    private static final List<String> RESET = List.of("env", "--default-signal=INT");
    private static final boolean WORKS = works();

    private DefaultSignals() {}

    /** The command after what resets its signals; alone where {@code env} cannot do that (before coreutils 8.31, elsewhere). */
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

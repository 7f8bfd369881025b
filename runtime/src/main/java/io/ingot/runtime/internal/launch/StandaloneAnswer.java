// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * What the console says to a command line without a framework: help, the version, an error of usage. Its jar is on the
 * launcher's class path for this alone, so that the syntax of the commands is declared once.
 */
final class StandaloneAnswer {
    private static final String CONSOLE = "io.ingot.console";
    private static final String ANSWERS = CONSOLE + ".internal.StandaloneAnswers";

    private StandaloneAnswer() {}

    /**
     * Answers a command line.
     *
     * @return the exit status; empty if the command needs a framework
     * @throws LaunchFailure {@code INTERNAL} if the console is not on the class path
     */
    @SuppressWarnings({"rawtypes", "unchecked"}) // the console is known by the interface of the JDK that it implements
    static OptionalInt to(LauncherArguments arguments, BundleSet bundles, PrintStream out) throws LaunchFailure {
        try {
            Class<? extends BiFunction> type = Class.forName(ANSWERS).asSubclass(BiFunction.class);
            BiFunction<String[], PrintStream, OptionalInt> answers = type.getConstructor(String.class)
                    .newInstance(bundles.named(CONSOLE).version());
            return answers.apply(arguments.all(), out);
        } catch (ReflectiveOperationException e) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL, "the installation is damaged: no " + ANSWERS + " on the class path", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Runs command lines that need no framework: help, the version, usage errors. The jar of the console is on the
 * launcher's class path for this purpose, so that the syntax of the commands is declared once.
 */
final class StandaloneAnswer {
    private static final String CONSOLE = "io.ingot.console";
    private static final String ANSWERS = CONSOLE + ".internal.StandaloneAnswers";

    private StandaloneAnswer() {}

    /**
     * Runs a command line.
     *
     * @return the exit status; empty if the command needs a framework
     * @throws LaunchFailure {@code INTERNAL} if the console is not on the class path
     */
    @SuppressWarnings({"rawtypes", "unchecked"}) // the console is called through an interface of the JDK
    static OptionalInt to(LauncherArguments arguments, BundleSet bundles, PrintStream out) throws LaunchFailure {
        try {
            Class<? extends BiFunction> type = Class.forName(ANSWERS).asSubclass(BiFunction.class);
            BiFunction<String[], PrintStream, OptionalInt> answers = type.getConstructor(String.class)
                    .newInstance(bundles.named(CONSOLE).version());
            return answers.apply(arguments.all(), out);
        } catch (ReflectiveOperationException e) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL, "the installation is damaged: " + ANSWERS + " is not on the class path", e);
        }
    }
}

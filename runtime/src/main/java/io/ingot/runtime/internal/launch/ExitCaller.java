// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who called {@code System.exit}: while the JVM shuts down, that thread still stands in the call. A signal is handled on a
 * thread of the JVM, which does not pass there.
 *
 * @param thread the thread that called
 * @param caller the class that called
 */
record ExitCaller(Thread thread, String caller) {
    /** Looks for the thread among all of this process. */
    static Optional<ExitCaller> find() {
        return find(Thread.getAllStackTraces());
    }

    static Optional<ExitCaller> find(Map<Thread, StackTraceElement[]> stacks) {
        return stacks.entrySet().stream()
                .flatMap(stack ->
                        caller(stack.getValue()).map(caller -> new ExitCaller(stack.getKey(), caller)).stream())
                .findFirst();
    }

    private static Optional<String> caller(StackTraceElement[] stack) {
        boolean exits = Arrays.stream(stack).anyMatch(ExitCaller::isExit);
        return exits
                ? Arrays.stream(stack)
                        .dropWhile(frame -> !isExit(frame))
                        .map(StackTraceElement::getClassName)
                        .filter(name -> !name.equals("java.lang.Runtime") && !name.equals("java.lang.System"))
                        .findFirst()
                        .or(() -> Optional.of("an unknown class"))
                : Optional.empty();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit");
    }

    /**
     * Says what happened.
     *
     * @param bundleOf finds the name of the bundle that has a class
     */
    String sentence(Function<String, Optional<String>> bundleOf) {
        return "this process was ended by System.exit, which nothing asked for: " + caller + " called it"
                + bundleOf.apply(caller)
                        .map(bundle -> ", of the bundle " + bundle)
                        .orElse("")
                + "; remove or update it";
    }
}

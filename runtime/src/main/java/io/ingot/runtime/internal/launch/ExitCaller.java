// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The caller of {@code System.exit}, found on the stacks: during the shutdown its thread is still in the call. After a
 * signal, no thread is.
 *
 * @param thread the calling thread
 * @param caller the calling class
 */
record ExitCaller(Thread thread, String caller) {
    /** Finds the caller among all threads of this process. */
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
     * Returns a message for the operator.
     *
     * @param bundleOf finds the name of the bundle that contains a class
     */
    String message(Function<String, Optional<String>> bundleOf) {
        return "this process was ended by System.exit: " + caller + " called it"
                + bundleOf.apply(caller)
                        .map(bundle -> ", of the bundle " + bundle)
                        .orElse("")
                + "; remove or update it";
    }
}

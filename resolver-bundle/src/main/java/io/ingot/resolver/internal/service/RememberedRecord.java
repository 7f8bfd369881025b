// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * The record class that the JDK remembers: the one whose {@code equals} was linked last, in the whole JVM, until the
 * next one takes its place (the caches of {@code asType} of a handle in {@link ObjectMethods}); and with it the class
 * loader of whichever plugin it is of. JDK 17 has one such place and holds it strongly; later ones have another for
 * classes that are not the platform's, and hold that softly.
 */
public final class RememberedRecord {
    private RememberedRecord() {}

    /** Has the JDK remember others instead: one of ours, which may go when memory is short, and at last its own. */
    public static void forget() {
        remember(Ours.class);
        remember(Record.class);
    }

    private static void remember(Class<?> recordClass) {
        try {
            ObjectMethods.bootstrap(MethodHandles.lookup(), "equals", MethodHandle.class, recordClass, "");
        } catch (Throwable e) { // as it is declared
            throw new LinkageError("the JDK makes no equals for " + recordClass, e);
        }
    }

    private record Ours() {}
}

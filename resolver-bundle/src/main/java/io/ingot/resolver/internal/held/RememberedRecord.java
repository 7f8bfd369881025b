// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.held;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * The record class that the JDK remembers. JDK 17 holds the one whose {@code equals} was linked last, in the whole JVM,
 * until the next one takes its place (the cache of {@code asType} of a handle in {@link ObjectMethods}; later ones hold
 * it softly), and with it the class loader of whichever plugin it is of.
 */
public final class RememberedRecord {
    private RememberedRecord() {}

    /** Has the JDK remember a class of its own instead. */
    public static void forget() {
        try {
            ObjectMethods.bootstrap(MethodHandles.lookup(), "equals", MethodHandle.class, Record.class, "");
        } catch (Throwable e) { // as it is declared
            throw new LinkageError("the JDK makes no equals for a record", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * Works around a leak of the JDK: the {@code asType} cache of a method handle in {@link ObjectMethods} keeps the record
 * class whose {@code equals} was linked last in this JVM, and so the class loader of a plugin. JDK 17 has one such
 * entry, a strong reference; later versions add a soft one for classes that are not of the platform.
 */
public final class RememberedRecord {
    private RememberedRecord() {}

    /** Replaces the cached classes, first by one of this bundle, then by one of the JDK. */
    public static void forget() {
        link(Placeholder.class);
        link(Record.class);
    }

    private static void link(Class<?> recordClass) {
        try {
            ObjectMethods.bootstrap(MethodHandles.lookup(), "equals", MethodHandle.class, recordClass, "");
        } catch (Throwable e) { // declared by bootstrap
            throw new LinkageError("cannot link equals of " + recordClass, e);
        }
    }

    private record Placeholder() {}
}

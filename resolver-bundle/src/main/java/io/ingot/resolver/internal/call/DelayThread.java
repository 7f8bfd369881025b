// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's shared thread for delays, which times every {@link io.ingot.image.Call}. */
public final class DelayThread {
    private DelayThread() {}

    /**
     * Makes the JDK start the thread now, without a context class loader and not below frames of a client or plugin.
     * The thread starts with the first delay of the process and never ends. It inherits both from the code that
     * requests that delay, whose class loader JDK 17 would never free.
     */
    public static void start() {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(null);
        try {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 1, TimeUnit.NANOSECONDS)
                    .join();
        } finally {
            current.setContextClassLoader(before);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's one thread for all delays, which keeps the time of every {@link io.ingot.image.Call}. */
public final class DelayThread {
    private DelayThread() {}

    /**
     * Has the JDK start it now, below no frame of a client or plugin and without a context class loader. It starts with
     * the first delay of the process, lives for ever, and inherits both from whoever asks for that one: on JDK 17 the
     * class loader of that code would never be freed.
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

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.lock;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that is held until it is closed. Safe for concurrent use; closing it again has no effect. */
public final class HeldLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);

    private final String name;
    private final Release release;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private HeldLock(String name, Release release) {
        this.name = name;
        this.release = release;
    }

    static HeldLock of(String name, Release release) {
        return new HeldLock(name, release);
    }

    static HeldLock none() {
        return new HeldLock("none", () -> {});
    }

    @Override
    public void close() {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        try {
            release.run();
        } catch (IOException e) {
            LOG.warn("the lock '{}' could not be released; it is held until this process ends: {}", name, e.toString());
        }
    }

    @FunctionalInterface
    interface Release {
        void run() throws IOException;
    }
}

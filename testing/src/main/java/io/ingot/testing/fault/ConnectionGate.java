// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * A rate limit for each connection, such as a proxy has, without a clock: a body starts immediately, and continues once
 * another body has been requested. Safe for concurrent use.
 */
final class ConnectionGate {
    private static final int BURST = 1 << 20;
    private static final int REQUIRED = 2;

    private int requested; // guarded by this
    private boolean closed; // guarded by this

    /** Sends a body: a burst immediately, the rest once the gate opens. */
    void send(byte[] bytes, OutputStream out) throws IOException {
        int burst = Math.min(BURST, bytes.length);
        out.write(bytes, 0, burst);
        if (burst < bytes.length) {
            out.flush();
            await();
            out.write(bytes, burst, bytes.length - burst);
        }
    }

    /** Counts a request for a body. */
    synchronized void request() {
        requested++;
        notifyAll();
    }

    /** Opens the gate for good. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void await() throws IOException {
        try {
            while (requested < REQUIRED && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is closed");
        }
    }
}

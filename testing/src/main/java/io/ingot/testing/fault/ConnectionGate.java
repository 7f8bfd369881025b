// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * A limit for each connection as a proxy sets one, without a clock: a body begins at once and goes on as soon as it is not
 * the only one that was asked for. Safe for concurrent use.
 */
final class ConnectionGate {
    private static final int BURST = 1 << 20;
    private static final int REQUIRED = 2;

    private int requested; // guarded by this
    private boolean closed; // guarded by this

    /** Sends a large body as fast as it may. */
    void send(byte[] bytes, OutputStream out) throws IOException {
        int burst = Math.min(BURST, bytes.length);
        out.write(bytes, 0, burst);
        if (burst < bytes.length) {
            out.flush();
            await();
            out.write(bytes, burst, bytes.length - burst);
        }
    }

    /** A body was asked for. */
    synchronized void request() {
        requested++;
        notifyAll();
    }

    /** Nobody waits any more. */
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
            throw new InterruptedIOException("the server ends");
        }
    }
}

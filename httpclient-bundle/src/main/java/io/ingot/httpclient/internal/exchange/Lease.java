// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.Call;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * A leased connection of the pool. It is released once, for reuse or for good; the end of the call closes it. Safe for
 * concurrent use.
 */
final class Lease {
    private static final Executor RETRY = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint endpoint;
    private final Call.Registration registration;
    private boolean isReleased; // guarded by this

    Lease(HttpClientConnectionManager pool, ConnectionEndpoint endpoint, Call call) {
        this.pool = pool;
        this.endpoint = endpoint;
        this.registration = call.onCancel(this::closeUntilReleased);
    }

    ConnectionEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Closes the connection until the lease is released: a socket that is just being created misses the first attempt,
     * and would connect for as long as that may take.
     */
    private void closeUntilReleased() {
        if (close()) {
            RETRY.execute(this::closeUntilReleased);
        }
    }

    /**
     * Closes the connection without blocking, whatever it is doing. Does nothing, and returns false, once the lease is
     * released.
     */
    private synchronized boolean close() {
        if (!isReleased) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
        return !isReleased;
    }

    /** Releases the connection for the next exchange. */
    void reuse(TimeValue keepAlive) {
        release(keepAlive);
    }

    /** Closes the connection, and frees its place in the pool. */
    void discard() {
        close();
        release(TimeValue.ZERO_MILLISECONDS);
    }

    private void release(TimeValue keepAlive) {
        synchronized (this) {
            if (isReleased) {
                return;
            }
            isReleased = true;
        }
        registration.close();
        pool.release(endpoint, null, keepAlive);
    }
}

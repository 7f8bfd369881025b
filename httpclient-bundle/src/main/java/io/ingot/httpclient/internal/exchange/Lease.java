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
 * A connection of the pool while an exchange has it: given back once, for others or for good. The end of the call cuts
 * it. Safe for concurrent use.
 */
final class Lease {
    private static final Executor SHORTLY = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint endpoint;
    private final Call.Registration escape;
    private boolean over; // guarded by this

    Lease(HttpClientConnectionManager pool, ConnectionEndpoint endpoint, Call call) {
        this.pool = pool;
        this.endpoint = endpoint;
        this.escape = call.onCancel(this::cutUntilOver);
    }

    ConnectionEndpoint endpoint() {
        return endpoint;
    }

    /** A socket that is just being made escapes a cut, and would connect for as long as that may take. */
    private void cutUntilOver() {
        if (cut()) {
            SHORTLY.execute(this::cutUntilOver);
        }
    }

    /** Cuts the connection, whatever it is doing, without blocking; nothing, and false, if others have it already. */
    private synchronized boolean cut() {
        if (!over) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
        return !over;
    }

    /** Gives it back for the next exchange. */
    void reuse(TimeValue keepAlive) {
        giveBack(keepAlive);
    }

    /** Cuts it, and frees its place. */
    void drop() {
        cut();
        giveBack(TimeValue.ZERO_MILLISECONDS);
    }

    private void giveBack(TimeValue keepAlive) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        escape.close();
        pool.release(endpoint, null, keepAlive);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.Call;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * A connection of the pool while an exchange has it: given back once, for others or for good. The end of the call cuts
 * it. Safe for concurrent use.
 */
final class Lease {
    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint endpoint;
    private final Call.Escape escape;
    private boolean over; // guarded by this

    Lease(HttpClientConnectionManager pool, ConnectionEndpoint endpoint, Call call) {
        this.pool = pool;
        this.endpoint = endpoint;
        this.escape = call.onCancel(this::cut);
    }

    ConnectionEndpoint endpoint() {
        return endpoint;
    }

    /** Cuts the connection, whatever it is doing, without blocking; nothing if others have it already. */
    synchronized void cut() {
        if (!over) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
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

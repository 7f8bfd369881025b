// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A connection that writes no header and no byte to any log: the library's own logs them at DEBUG, secrets included. */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final Timeout A_GLANCE = Timeout.ofMilliseconds(1);
    private static final AtomicLong NUMBER = new AtomicLong();

    QuietConnection(Http1Config limits) {
        super("ingot-" + NUMBER.incrementAndGet(), null, null, limits, null, null, null, null);
    }

    /**
     * Whether a connection that lay idle is open and silent. One that is closed is of no use; one on which bytes lie that
     * nobody asked for would give the next request an answer that is not its own.
     */
    boolean silent() {
        try {
            awaitInput(A_GLANCE);
            return false; // bytes, or the end
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket plain) throws IOException {
        bind(new SocketHolder(tls, plain));
    }

    @Override
    protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.httpclient.internal.tls.TlsLayer;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one configuration. Those that lay idle for too long are closed when the next one is asked for: no
 * thread waits for that. When another takes its place it is retired: what runs goes on, and no connection
 * is kept any more. Safe for concurrent use.
 */
public final class ConnectionPool {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(16 << 10)
            .setMaxLineLength(FieldBounds.MAX_BYTES)
            .setMaxHeaderCount(Integer.MAX_VALUE) // FieldBounds counts them
            .setMaxEmptyLineCount(2 * HeaderLines.MAX_EMPTY_LINES) // HeaderLines refuses them before the library does
            .build();

    private final HttpClientSettings settings;
    private final PresetResolver resolver = new PresetResolver();
    private final PoolingHttpClientConnectionManager connections;
    private volatile boolean retired;

    /** A pool without connections. Nothing is read or connected yet. */
    public ConnectionPool(HttpClientSettings settings) {
        this.settings = settings;
        this.connections = new ChannelConnections()
                .setConnectionFactory(socket -> new QuietConnection(LIMITS))
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new TlsLayer(settings.tls()))
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connect()))
                        .setSocketTimeout(timeout(settings.response()))
                        .setIdleTimeout(timeout(settings.idle()))
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(timeout(settings.connect()))
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(timeout(settings.response()))
                        .setTcpNoDelay(true)
                        .build())
                .build();
    }

    /** What this pool was made with. */
    public HttpClientSettings settings() {
        return settings;
    }

    /** Keeps no connection from now on. */
    public void retire() {
        retired = true;
        dropIdle();
    }

    /** Closes the connections that nobody uses. */
    void dropIdle() {
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    /** How many connections exchanges have now. */
    int leased() {
        return connections.getTotalStats().getLeased();
    }

    /** A connection to a route, open from an earlier exchange or not open yet. The end of the call cuts it. */
    Lease lease(HttpRoute route, Call call) throws ImageException {
        connections.closeIdle(timeout(settings.idle()));
        Timeout patience = timeout(settings.pool());
        LeaseRequest request = connections.lease("ingot", route, patience, null);
        boolean leased = false;
        try (Call.Registration escape = call.onCancel(request::cancel)) {
            Lease lease = new Lease(connections, request.get(patience), call);
            leased = true;
            return lease;
        } catch (CancellationException e) {
            throw new ImageException(ErrorCode.CANCELLED, "waiting for a free connection was ended", e);
        } catch (TimeoutException | ExecutionException e) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    "no connection to " + route.getTargetHost().toHostString() + " became free within "
                            + settings.pool().toMillis() + " ms; see " + HttpClientSettings.PID
                            + "/maxConnectionsPerHost and /maxConnections",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "interrupted while waiting for a free connection", e);
        } finally {
            if (!leased) {
                discard(request);
            }
        }
    }

    /** Ends a request whose asker has given up. A connection that was assigned to it meanwhile goes back. */
    private void discard(LeaseRequest request) {
        if (request.cancel()) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // the answer is there: getting it does not wait
        try {
            connections.release(request.get(Timeout.ZERO_MILLISECONDS), null, TimeValue.ZERO_MILLISECONDS);
        } catch (CancellationException | TimeoutException | ExecutionException e) {
            LOG.trace("no connection was assigned", e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Connects a lease to the first of the addresses that answers. */
    void connect(Lease lease, List<InetAddress> addresses, HttpClientContext context) throws IOException {
        resolver.connect(addresses, () -> connections.connect(lease.endpoint(), timeout(settings.connect()), context));
    }

    /** Lays TLS over a connection that is a tunnel by now. */
    void secure(Lease lease, HttpClientContext context) throws IOException {
        lease.endpoint().setSocketTimeout(timeout(settings.connect()));
        connections.upgrade(lease.endpoint(), context);
        lease.endpoint().setSocketTimeout(timeout(settings.response()));
    }

    /** Gives a connection back that the next exchange can use, unless enough are unused already. */
    void keep(Lease lease, TimeValue keepAlive) {
        if (retired || !keptBesideOthers(lease, keepAlive)) {
            lease.drop();
            return;
        }
        if (retired) {
            dropIdle();
        }
    }

    /** One at a time, so that several that end at once are not all the last one that there is room for. */
    private synchronized boolean keptBesideOthers(Lease lease, TimeValue keepAlive) {
        if (connections.getTotalStats().getAvailable() >= settings.maxIdleConnections()) {
            return false;
        }
        lease.reuse(keepAlive);
        return true;
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}

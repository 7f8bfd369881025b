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
 * A pool of the connections of one configuration. Connections that were idle for too long are closed when the next one
 * is requested, so no thread is needed for that. A pool that is replaced is retired: running exchanges go on, and no
 * connection is returned to it any more. Safe for concurrent use.
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

    /** Creates a pool without connections. Reads no file and connects to nothing. */
    public ConnectionPool(HttpClientSettings settings) {
        this.settings = settings;
        this.connections = new ChannelConnections()
                .setConnectionFactory(socket -> new QuietConnection(LIMITS))
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new TlsLayer(settings.tls(), TlsSocket::new))
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

    /** Returns the settings of this pool. */
    public HttpClientSettings settings() {
        return settings;
    }

    /** Closes idle connections, and pools none from now on. */
    public void retire() {
        retired = true;
        closeIdle();
    }

    /** Closes the connections that are not leased. */
    void closeIdle() {
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    /** Returns the number of connections in use. */
    int leasedConnections() {
        return connections.getTotalStats().getLeased();
    }

    /**
     * Leases a connection for a route, either a pooled one or one that is not open yet. The end of the call closes it.
     */
    Lease lease(HttpRoute route, Call call) throws ImageException {
        connections.closeIdle(timeout(settings.idle()));
        Timeout timeout = timeout(settings.pool());
        LeaseRequest request = connections.lease("ingot", route, timeout, null);
        boolean leased = false;
        try (Call.Registration registration = call.onCancel(request::cancel)) {
            Lease lease = new Lease(connections, request.get(timeout), call);
            leased = true;
            return lease;
        } catch (CancellationException e) {
            throw new ImageException(ErrorCode.CANCELLED, "cancelled while waiting for a free connection", e);
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
                abandon(request);
            }
        }
    }

    /** Cancels a lease request after a failed wait. A connection that was assigned meanwhile is returned. */
    private void abandon(LeaseRequest request) {
        if (request.cancel()) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // the result is available: get() does not wait
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

    /** Connects a lease to the first of the addresses that responds. */
    void connect(Lease lease, List<InetAddress> addresses, HttpClientContext context) throws IOException {
        resolver.connect(addresses, () -> connections.connect(lease.endpoint(), timeout(settings.connect()), context));
    }

    /** Starts TLS on a connection that is a tunnel by now. */
    void startTls(Lease lease, HttpClientContext context) throws IOException {
        lease.endpoint().setSocketTimeout(timeout(settings.connect()));
        connections.upgrade(lease.endpoint(), context);
        lease.endpoint().setSocketTimeout(timeout(settings.response()));
    }

    /** Returns a reusable connection to the pool, unless that has enough idle ones already. */
    void release(Lease lease, TimeValue keepAlive) {
        if (retired || !tryKeep(lease, keepAlive)) {
            lease.discard();
            return;
        }
        if (retired) {
            closeIdle();
        }
    }

    /**
     * Pools a connection if there is space for one. Synchronized, so that exchanges that end concurrently do not all
     * take the last place.
     */
    private synchronized boolean tryKeep(Lease lease, TimeValue keepAlive) {
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

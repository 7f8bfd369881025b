// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.internal.address.PolicedLookup;
import io.ingot.httpclient.internal.auth.ProxyRefusal;
import io.ingot.httpclient.internal.proxy.ProxyServer;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Connects to one origin, directly or through the proxy, and checks the policy for its addresses. */
final class Connector {
    private static final int SUCCESSFUL = 2;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int FIRST_SERVER_ERROR = 500;

    private final ConnectionPool pool;
    private final PolicedLookup lookup;
    private final ServerAddress origin;
    private final AddressScope referrerScope;
    private final Optional<ProxyServer> proxy;
    private AddressScope scope = AddressScope.PUBLIC;

    /**
     * Creates a connector; nothing is connected yet.
     *
     * @param referrerScope the address scope of the server that led to the origin
     * @throws ImageException INVALID_CONFIGURATION if the environment names a proxy that cannot be used
     */
    Connector(ConnectionPool pool, PolicedLookup lookup, ServerAddress origin, AddressScope referrerScope)
            throws ImageException {
        this.pool = pool;
        this.lookup = lookup;
        this.origin = origin;
        this.referrerScope = referrerScope;
        this.proxy = pool.settings().proxies().find(origin);
    }

    /** Returns the proxy that reads the request. Absent for a direct connection, and for a tunnel. */
    Optional<ProxyServer> readingProxy() {
        return proxy.filter(server -> !origin.isSecure());
    }

    /** Describes a request and its proxy, for messages. */
    String describe(HttpRequest request) {
        return request
                + proxy.map(server -> " through the proxy " + server.url()).orElse("");
    }

    HttpRoute route() {
        HttpHost target = new HttpHost(origin.scheme(), origin.host(), origin.port());
        return proxy.map(server -> new HttpRoute(target, null, proxyHost(server), origin.isSecure()))
                .orElseGet(() -> new HttpRoute(target, null, origin.isSecure()));
    }

    /** Checks the policy for an origin behind a proxy. For a direct connection, {@link #connect} does. */
    void checkPolicy(Call call) throws ImageException {
        if (proxy.isPresent()) {
            scope = lookup.checkBehindProxy(
                    origin.host(), referrerScope, pool.settings().lookup(), call);
        }
    }

    /**
     * Records the scope of the address that a connection leads to. For a proxy it is known already, as far as possible.
     */
    void recordAddress(HttpConnection connection) {
        if (proxy.isEmpty() && connection.getRemoteAddress() instanceof InetSocketAddress address) {
            scope = AddressScope.of(address.getAddress());
        }
    }

    /** Describes where a response to a request comes from. */
    LeasedResponse.Source source(HttpRequest request) {
        Optional<String> reader = readingProxy().map(ProxyServer::url);
        return new LeasedResponse.Source(
                request.target(), reader, request.referrerScope().orWider(scope));
    }

    /** Returns whether the policy still allows the address of a pooled connection. */
    boolean isAllowed(HttpConnection pooled) {
        if (proxy.isPresent()) {
            return true;
        }
        SocketAddress remote = pooled.getRemoteAddress();
        return remote instanceof InetSocketAddress address
                && lookup.isAllowed(origin.host(), address.getAddress(), referrerScope);
    }

    void connect(Lease lease, HttpClientContext context, String userAgent, HttpRequest request, Call call)
            throws ImageException {
        Duration timeout = pool.settings().lookup();
        if (proxy.isEmpty()) {
            connect(
                    request.toString(),
                    origin.hostAndPort(),
                    () -> pool.connect(
                            lease, lookup.allowedAddresses(origin.host(), referrerScope, timeout, call), context));
            return;
        }
        ProxyServer server = proxy.get();
        connect(
                request.toString(),
                "the proxy " + server.url() + " of " + server.source(),
                () -> pool.connect(lease, lookup.uncheckedAddresses(server.host(), timeout, call), context));
        if (origin.isSecure()) {
            tunnel(lease, server, context, userAgent, request);
            connect(describe(request), origin.hostAndPort(), () -> pool.startTls(lease, context));
        }
    }

    /** An action that connects. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void connect(String operation, String peer, Step step) throws ImageException {
        try {
            step.run();
        } catch (IOException e) {
            throw HttpFailures.connectFailure(operation, peer, e);
        }
    }

    private void tunnel(
            Lease lease, ProxyServer server, HttpClientContext context, String userAgent, HttpRequest request)
            throws ImageException {
        ClassicHttpRequest connect = new BasicClassicHttpRequest("CONNECT", proxyHost(server), origin.hostAndPort());
        connect.setHeader("Host", origin.hostAndPort());
        connect.setHeader("User-Agent", userAgent);
        if (server.login().isPresent()) {
            connect.setHeader(
                    "Proxy-Authorization", server.login().get().header().reveal());
        }
        ClassicHttpResponse response;
        try {
            response = lease.endpoint()
                    .execute(
                            "ingot",
                            connect,
                            (out, connection, unused) -> RequestTransmission.transmit(out, connection),
                            context);
        } catch (HttpException | IOException e) {
            throw HttpFailures.responseFailure(describe(request), e);
        }
        if (response.getCode() / 100 != SUCCESSFUL) {
            throw refusal(request, server, response);
        }
    }

    private ImageException refusal(HttpRequest request, ProxyServer server, ClassicHttpResponse response) {
        int status = response.getCode();
        String message =
                request + ": the proxy " + server.url() + " answered " + status + " to CONNECT " + origin.hostAndPort();
        if (status == PROXY_AUTHENTICATION) {
            List<String> challenges = Arrays.stream(response.getHeaders("proxy-authenticate"))
                    .map(NameValuePair::getValue)
                    .toList();
            return new ImageException(
                    ErrorCode.NOT_AUTHORIZED, message + ProxyRefusal.reason(challenges, server.loginSource()));
        }
        if (status >= FIRST_SERVER_ERROR) {
            return new ImageException(
                    ErrorCode.TRANSFER_FAILED, message + ": the proxy cannot reach that server, or is overloaded");
        }
        return new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message + ": allow tunnels to that host and port in the proxy, or list the host in "
                                + HttpClientSettings.PID + "/noProxy")
                .nonRetryable();
    }

    private static HttpHost proxyHost(ProxyServer server) {
        return new HttpHost("http", server.host(), server.port());
    }
}

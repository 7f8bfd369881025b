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

/** The way to one origin: directly, or through the proxy; policy is asked for the addresses at its end. */
final class Connector {
    private static final int SUCCESSFUL = 2;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int FIRST_OF_SERVER = 500;

    private final ConnectionPool pool;
    private final PolicedLookup lookup;
    private final ServerAddress origin;
    private final AddressScope ledFrom;
    private final Optional<ProxyServer> proxy;
    private AddressScope reached = AddressScope.PUBLIC;

    /**
     * A way that leads nowhere yet.
     *
     * @param ledFrom from how far the request was led to the origin
     * @throws ImageException INVALID_CONFIGURATION if the environment names a proxy that cannot be used
     */
    Connector(ConnectionPool pool, PolicedLookup lookup, ServerAddress origin, AddressScope ledFrom)
            throws ImageException {
        this.pool = pool;
        this.lookup = lookup;
        this.origin = origin;
        this.ledFrom = ledFrom;
        this.proxy = pool.settings().proxies().find(origin);
    }

    /** The proxy that reads the request. Absent if there is none on the way, or only a tunnel through one. */
    Optional<ProxyServer> readingProxy() {
        return proxy.filter(server -> !origin.secure());
    }

    /** A request and its way, for messages. */
    String describe(HttpRequest ask) {
        return ask + proxy.map(server -> " through the proxy " + server.url()).orElse("");
    }

    HttpRoute route() {
        HttpHost target = new HttpHost(origin.scheme(), origin.host(), origin.port());
        return proxy.map(way -> new HttpRoute(target, null, proxyHost(way), origin.secure()))
                .orElseGet(() -> new HttpRoute(target, null, origin.secure()));
    }

    /** Asks policy for what a proxy will connect to; what is connected to directly is asked for then. */
    void police(Call call) throws ImageException {
        if (proxy.isPresent()) {
            reached = lookup.checkBehindProxy(
                    origin.host(), ledFrom, pool.settings().lookup(), call);
        }
    }

    /** Remembers which address a connection leads to; that behind a proxy is known already, as far as it can be. */
    void reached(HttpConnection connection) {
        if (proxy.isEmpty() && connection.getRemoteAddress() instanceof InetSocketAddress address) {
            reached = AddressScope.of(address.getAddress());
        }
    }

    /** How far out the origin lies; PUBLIC until that is known. */
    AddressScope reached() {
        return reached;
    }

    /** Whether policy still allows what a kept connection leads to. */
    boolean allows(HttpConnection kept) {
        if (proxy.isPresent()) {
            return true;
        }
        SocketAddress remote = kept.getRemoteAddress();
        return remote instanceof InetSocketAddress address
                && lookup.allows(origin.host(), address.getAddress(), ledFrom);
    }

    void connect(Lease lease, HttpClientContext context, String userAgent, HttpRequest ask, Call call)
            throws ImageException {
        Duration patience = pool.settings().lookup();
        if (proxy.isEmpty()) {
            connect(
                    ask.toString(),
                    origin.hostAndPort(),
                    () -> pool.connect(lease, lookup.allowed(origin.host(), ledFrom, patience, call), context));
            return;
        }
        ProxyServer server = proxy.get();
        connect(
                ask.toString(),
                "the proxy " + server.url() + " of " + server.source(),
                () -> pool.connect(lease, lookup.configured(server.host(), patience, call), context));
        if (origin.secure()) {
            tunnel(lease, server, context, userAgent, ask);
            connect(describe(ask), origin.hostAndPort(), () -> pool.secure(lease, context));
        }
    }

    /** A step that connects. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private static void connect(String doing, String peer, Step step) throws ImageException {
        try {
            step.take();
        } catch (IOException e) {
            throw HttpFailures.connecting(doing, peer, e);
        }
    }

    private void tunnel(Lease lease, ProxyServer server, HttpClientContext context, String userAgent, HttpRequest ask)
            throws ImageException {
        ClassicHttpRequest connect = new BasicClassicHttpRequest("CONNECT", proxyHost(server), origin.hostAndPort());
        connect.setHeader("Host", origin.hostAndPort());
        connect.setHeader("User-Agent", userAgent);
        if (server.login().isPresent()) {
            connect.setHeader(
                    "Proxy-Authorization", server.login().get().header().reveal());
        }
        ClassicHttpResponse answer;
        try {
            answer = lease.endpoint()
                    .execute(
                            "ingot",
                            connect,
                            (out, connection, unused) -> RequestTransmission.perform(out, connection),
                            context);
        } catch (HttpException | IOException e) {
            throw HttpFailures.answering(describe(ask), e);
        }
        if (answer.getCode() / 100 != SUCCESSFUL) {
            throw refusal(ask, server, answer);
        }
    }

    private ImageException refusal(HttpRequest ask, ProxyServer server, ClassicHttpResponse answer) {
        int status = answer.getCode();
        String message =
                ask + ": the proxy " + server.url() + " answered " + status + " to CONNECT " + origin.hostAndPort();
        if (status == PROXY_AUTHENTICATION) {
            List<String> challenges = Arrays.stream(answer.getHeaders("proxy-authenticate"))
                    .map(NameValuePair::getValue)
                    .toList();
            return new ImageException(
                    ErrorCode.NOT_AUTHORIZED, message + ProxyRefusal.reason(challenges, server.loginSource()));
        }
        if (status >= FIRST_OF_SERVER) {
            return new ImageException(
                    ErrorCode.TRANSFER_FAILED, message + ": it cannot reach that server, or is overloaded");
        }
        return new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message + ": let it allow tunnels to that host and port, or list the host in "
                                + HttpClientSettings.PID + "/noProxy")
                .nonRetryable();
    }

    private static HttpHost proxyHost(ProxyServer server) {
        return new HttpHost("http", server.host(), server.port());
    }
}

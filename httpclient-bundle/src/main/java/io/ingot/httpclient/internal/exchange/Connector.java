// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.internal.address.PolicedLookup;
import io.ingot.httpclient.internal.auth.ProxyPassword;
import io.ingot.httpclient.internal.redirect.Origin;
import io.ingot.httpclient.internal.settings.ProxySettings;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** The way to one origin: directly, or through the proxy; policy is asked for the addresses at its end. */
final class Connector {
    private static final int PROXY_AUTHENTICATION = 407;

    private final ConnectionPool pool;
    private final PolicedLookup lookup;
    private final Origin origin;
    private final Optional<ProxySettings> proxy;

    Connector(ConnectionPool pool, PolicedLookup lookup, Origin origin) {
        this.pool = pool;
        this.lookup = lookup;
        this.origin = origin;
        this.proxy = pool.settings().proxy().filter(settings -> settings.covers(origin.host()));
    }

    /** The proxy, if it is on the way. */
    Optional<ProxySettings> proxy() {
        return proxy;
    }

    /** Whether requests are for the proxy to read, not for the origin at the end of a tunnel. */
    boolean asksProxy() {
        return proxy.isPresent() && !origin.secure();
    }

    HttpRoute route() {
        HttpHost target = new HttpHost(origin.scheme(), origin.host(), origin.port());
        return proxy.map(way -> new HttpRoute(target, null, proxyHost(way), origin.secure()))
                .orElseGet(() -> new HttpRoute(target, null, origin.secure()));
    }

    /** Asks policy for what a proxy will connect to; what is connected to directly is asked for then. */
    void police(Call call) throws ImageException {
        if (proxy.isPresent()) {
            lookup.checkBehindProxy(origin.host(), call);
        }
    }

    /** Whether policy still allows what a kept connection leads to. */
    boolean allows(HttpConnection kept) {
        if (proxy.isPresent()) {
            return true;
        }
        SocketAddress remote = kept.getRemoteAddress();
        return remote instanceof InetSocketAddress address && lookup.allows(origin.host(), address.getAddress());
    }

    void connect(Lease lease, HttpClientContext context, String userAgent, String doing, Call call)
            throws ImageException {
        try {
            if (proxy.isEmpty()) {
                pool.connect(lease, lookup.allowed(origin.host(), call), context);
            } else {
                pool.connect(lease, lookup.configured(proxy.get().host(), call), context);
                if (origin.secure()) {
                    tunnel(lease, proxy.get(), context, userAgent, doing);
                    pool.secure(lease, context);
                }
            }
        } catch (IOException e) {
            throw Failures.connecting(doing, origin, e);
        }
    }

    private void tunnel(Lease lease, ProxySettings way, HttpClientContext context, String userAgent, String doing)
            throws IOException {
        HttpHost host = proxyHost(way);
        ClassicHttpRequest connect = new BasicClassicHttpRequest("CONNECT", host, origin.hostAndPort());
        connect.setHeader("Host", origin.hostAndPort());
        connect.setHeader("User-Agent", userAgent);
        ProxyPassword.header(way).ifPresent(value -> connect.setHeader("Proxy-Authorization", value.reveal()));
        ClassicHttpResponse answer;
        try {
            answer = lease.endpoint()
                    .execute(
                            "ingot",
                            connect,
                            (out, connection, unused) -> Transmission.perform(out, connection),
                            context);
        } catch (HttpException e) {
            throw Failures.answering(doing + " through the proxy " + host.toHostString(), e);
        }
        if (answer.getCode() != 200) {
            throw refusal(doing, host, answer.getCode());
        }
    }

    private static ImageException refusal(String doing, HttpHost proxy, int status) {
        String message = doing + ": the proxy " + proxy.toHostString() + " refused a tunnel with status " + status;
        if (status == PROXY_AUTHENTICATION) {
            return new ImageException(
                    ErrorCode.NOT_AUTHORIZED,
                    message + "; check proxyUser and proxyPasswordFile of io.ingot.httpclient");
        }
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, message);
        return status >= 500 ? failure : failure.lasting();
    }

    private static HttpHost proxyHost(ProxySettings way) {
        return new HttpHost("http", way.host(), way.port());
    }
}

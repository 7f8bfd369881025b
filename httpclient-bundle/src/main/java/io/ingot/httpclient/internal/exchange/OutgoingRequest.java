// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.internal.auth.CredentialHeaders;
import io.ingot.httpclient.internal.proxy.ProxyLogin;
import io.ingot.httpclient.internal.proxy.ProxyServer;
import io.ingot.httpclient.internal.redirect.RequestTarget;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A request as it goes over the wire. */
final class OutgoingRequest {
    private static final String COOKIE = "cookie";

    private OutgoingRequest() {}

    /** @param cookies of redirects, to be sent besides those of the request's credentials */
    static ClassicHttpRequest of(
            HttpRequest ask, ServerAddress origin, Connector way, Optional<Secret> cookies, String userAgent)
            throws ImageException {
        String target = way.readingProxy().isPresent()
                ? RequestTarget.absoluteForm(origin, ask.target())
                : RequestTarget.originForm(ask.target());
        ClassicHttpRequest request = new BasicClassicHttpRequest(ask.method(), null, null, target);
        request.setHeader("Host", origin.authority());
        request.setHeader("User-Agent", userAgent);
        ask.headers().forEach(request::setHeader);
        if (ask.credentials().isPresent()) {
            CredentialHeaders.of(ask.credentials().get())
                    .forEach((name, value) -> request.setHeader(name, value.reveal()));
        }
        if (cookies.isPresent()) {
            Header given = request.getFirstHeader(COOKIE);
            String before = given == null ? "" : given.getValue() + "; ";
            request.setHeader(COOKIE, before + cookies.get().reveal());
        }
        Optional<ProxyLogin> login = way.readingProxy().flatMap(ProxyServer::login);
        if (login.isPresent()) {
            request.setHeader("Proxy-Authorization", login.get().header().reveal());
        }
        if (ask.mediaType().isPresent()) {
            byte[] content = ask.content();
            request.setEntity(new ByteArrayEntity(content, null));
            request.setHeader("Content-Type", ask.mediaType().get());
            request.setHeader("Content-Length", content.length);
        }
        return request;
    }
}

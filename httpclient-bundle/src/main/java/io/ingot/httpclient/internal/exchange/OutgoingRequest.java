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

/** Converts a request to the message that is sent. */
final class OutgoingRequest {
    private static final String COOKIE = "cookie";

    private OutgoingRequest() {}

    /** @param cookies cookies that redirects set, sent in addition to those of the credentials */
    static ClassicHttpRequest of(
            HttpRequest request, ServerAddress origin, Connector connector, Optional<Secret> cookies, String userAgent)
            throws ImageException {
        String target = connector.readingProxy().isPresent()
                ? RequestTarget.absoluteForm(origin, request.target())
                : RequestTarget.originForm(request.target());
        ClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), null, null, target);
        message.setHeader("Host", origin.authority());
        message.setHeader("User-Agent", userAgent);
        request.headers().forEach(message::setHeader);
        if (request.credentials().isPresent()) {
            CredentialHeaders.of(request.credentials().get())
                    .forEach((name, value) -> message.setHeader(name, value.reveal()));
        }
        if (cookies.isPresent()) {
            Header given = message.getFirstHeader(COOKIE);
            String before = given == null ? "" : given.getValue() + "; ";
            message.setHeader(COOKIE, before + cookies.get().reveal());
        }
        Optional<ProxyLogin> login = connector.readingProxy().flatMap(ProxyServer::login);
        if (login.isPresent()) {
            message.setHeader("Proxy-Authorization", login.get().header().reveal());
        }
        if (request.mediaType().isPresent()) {
            byte[] content = request.content();
            message.setEntity(new ByteArrayEntity(content, null));
            message.setHeader("Content-Type", request.mediaType().get());
            message.setHeader("Content-Length", content.length);
        }
        return message;
    }
}

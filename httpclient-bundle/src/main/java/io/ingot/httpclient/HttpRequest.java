// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.httpclient.internal.auth.HeaderSyntax;
import io.ingot.image.AddressScope;
import io.ingot.image.Credentials;
import io.ingot.image.ImageReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request. Immutable: each method answers with a changed copy. Prints no secret. */
public final class HttpRequest {
    private final String method;
    private final ImageReference target;
    private final Map<String, String> headers;
    private final @Nullable Credentials credentials;
    private final @Nullable String mediaType;
    private final byte[] content;
    private final AddressScope ledFrom;

    private HttpRequest(
            String method,
            ImageReference target,
            Map<String, String> headers,
            @Nullable Credentials credentials,
            @Nullable String mediaType,
            byte[] content,
            AddressScope ledFrom) {
        this.method = method;
        this.target = Objects.requireNonNull(target);
        this.headers = headers;
        this.credentials = credentials;
        this.mediaType = mediaType;
        this.content = content;
        this.ledFrom = ledFrom;
    }

    /** A GET. */
    public static HttpRequest get(ImageReference target) {
        return new HttpRequest("GET", target, Map.of(), null, null, new byte[0], AddressScope.HOST);
    }

    /** A HEAD. */
    public static HttpRequest head(ImageReference target) {
        return new HttpRequest("HEAD", target, Map.of(), null, null, new byte[0], AddressScope.HOST);
    }

    /** A POST of a small document. */
    public static HttpRequest post(ImageReference target, String mediaType, byte[] content) {
        return new HttpRequest(
                "POST", target, Map.of(), null, Objects.requireNonNull(mediaType), content.clone(), AddressScope.HOST);
    }

    /**
     * The same with a header, which is sent on every hop.
     *
     * @throws IllegalArgumentException if name or value holds what a header cannot carry (RFC 9110 §5), if it frames the
     *     message ({@code Host}, {@code Content-Length}), or is for credentials: they go through {@link #as}
     */
    public HttpRequest header(String name, String value) {
        if (!HeaderSyntax.sendable(name, value) || HeaderSyntax.secret(name)) {
            throw new IllegalArgumentException("not a header that an asker can send: " + name);
        }
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new HttpRequest(
                method, target, Collections.unmodifiableMap(more), credentials, mediaType, content, ledFrom);
    }

    /** The same, made as somebody: sent to the origin of the target only, never from https to http. */
    public HttpRequest as(Credentials somebody) {
        return new HttpRequest(method, target, headers, Objects.requireNonNull(somebody), mediaType, content, ledFrom);
    }

    /** The same, made as somebody if there is somebody. */
    public HttpRequest as(Optional<Credentials> somebody) {
        return somebody.map(this::as).orElse(this);
    }

    /** The same at another target, as nobody: credentials are for the origin that they were given for. */
    public HttpRequest at(ImageReference elsewhere) {
        return new HttpRequest(method, elsewhere, headers, null, mediaType, content, ledFrom);
    }

    /**
     * The same, to which a server led that answered from an address of this scope. The widest scope counts that is named;
     * redirects that are followed name their own.
     */
    public HttpRequest ledFrom(AddressScope scope) {
        return new HttpRequest(method, target, headers, credentials, mediaType, content, ledFrom.orWider(scope));
    }

    /** The method: {@code GET}. */
    public String method() {
        return method;
    }

    /** Where it goes. */
    public ImageReference target() {
        return target;
    }

    /** The headers, their names in lower case; none that is secret. */
    public Map<String, String> headers() {
        return headers;
    }

    /** As whom. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** The media type of the content, if there is content. */
    public Optional<String> mediaType() {
        return Optional.ofNullable(mediaType);
    }

    /** From how far the request was led to its target; HOST if no server led there. */
    public AddressScope ledFrom() {
        return ledFrom;
    }

    /** A copy of the content; empty if there is none. */
    public byte[] content() {
        return Arrays.copyOf(content, content.length);
    }

    /** Method and target, without secrets. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}

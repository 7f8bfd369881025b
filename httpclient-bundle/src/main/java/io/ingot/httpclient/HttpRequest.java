// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.httpclient.internal.auth.HeaderSyntax;
import io.ingot.image.AddressScope;
import io.ingot.image.Credentials;
import io.ingot.image.ImageReference;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP request. Immutable: each method returns a changed copy. Its text form shows no secret. */
public final class HttpRequest {
    private final Action action;
    private final ImageReference target;
    private final Map<String, String> headers;
    private final @Nullable Credentials credentials;
    private final AddressScope referrerScope;

    /** The method, and the content that belongs to it. */
    private static final class Action {
        private final String method;
        private final @Nullable String mediaType;
        private final byte[] content;

        Action(String method) {
            this(method, null, new byte[0]);
        }

        Action(String method, @Nullable String mediaType, byte[] content) {
            this.method = method;
            this.mediaType = mediaType;
            this.content = content;
        }
    }

    private HttpRequest(
            Action action,
            ImageReference target,
            Map<String, String> headers,
            @Nullable Credentials credentials,
            AddressScope referrerScope) {
        this.action = action;
        this.target = Objects.requireNonNull(target);
        this.headers = headers;
        this.credentials = credentials;
        this.referrerScope = referrerScope;
    }

    private HttpRequest(Action action, ImageReference target) {
        this(action, target, Map.of(), null, AddressScope.HOST);
    }

    /** Returns a GET request. */
    public static HttpRequest get(ImageReference target) {
        return new HttpRequest(new Action("GET"), target);
    }

    /** Returns a HEAD request. */
    public static HttpRequest head(ImageReference target) {
        return new HttpRequest(new Action("HEAD"), target);
    }

    /** Returns a POST request with a small document. */
    public static HttpRequest post(ImageReference target, String mediaType, byte[] content) {
        return new HttpRequest(new Action("POST", Objects.requireNonNull(mediaType), content.clone()), target);
    }

    /**
     * Returns a copy with a header, which is sent on every hop.
     *
     * @throws IllegalArgumentException if the name or value is not valid in a header (RFC 9110 §5), if the header
     *     frames the message ({@code Host}, {@code Content-Length}), or if it carries credentials, which {@link #as}
     *     takes
     */
    public HttpRequest header(String name, String value) {
        if (!HeaderSyntax.isSendable(name, value) || HeaderSyntax.isSecret(name)) {
            throw new IllegalArgumentException("not a header that a request can set: " + name);
        }
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name.toLowerCase(Locale.ROOT), value);
        return new HttpRequest(action, target, Collections.unmodifiableMap(all), credentials, referrerScope);
    }

    /**
     * Returns a copy with credentials. They are sent to the origin of the target only, and never from https to http.
     */
    public HttpRequest as(Credentials credentials) {
        return new HttpRequest(action, target, headers, Objects.requireNonNull(credentials), referrerScope);
    }

    /** Returns a copy with credentials if there are any, else this request. */
    public HttpRequest as(Optional<Credentials> credentials) {
        return credentials.map(this::as).orElse(this);
    }

    /** Returns a copy for another target, without credentials: those are for the origin that they were given for. */
    public HttpRequest to(ImageReference target) {
        return new HttpRequest(action, target, headers, null, referrerScope);
    }

    /**
     * Returns a copy that notes the address scope of the server that led to the target. The widest scope given counts;
     * redirects that are followed add their own.
     */
    public HttpRequest referrerScope(AddressScope scope) {
        return new HttpRequest(action, target, headers, credentials, referrerScope.orWider(scope));
    }

    /** Returns the method, for example {@code GET}. */
    public String method() {
        return action.method;
    }

    /** Returns the URL of the request. */
    public ImageReference target() {
        return target;
    }

    /** Returns the headers, with names in lower case; none of them is secret. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the credentials, if any. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns the media type of the content, if there is content. */
    public Optional<String> mediaType() {
        return Optional.ofNullable(action.mediaType);
    }

    /** Returns the address scope of the server that led to the target; HOST if no server did. */
    public AddressScope referrerScope() {
        return referrerScope;
    }

    /** Returns a copy of the content; empty if there is none. */
    public byte[] content() {
        return action.content.clone();
    }

    /** Returns method and target, without secrets. */
    @Override
    public String toString() {
        return action.method + " " + target;
    }
}

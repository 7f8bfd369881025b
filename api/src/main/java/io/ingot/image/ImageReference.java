// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: an absolute URI, whose scheme selects the image service, or a Glance UUID. Immutable; two are
 * equal if their {@linkplain #exact() exact} texts are.
 *
 * <p>References are normalised. Scheme and host become lower case, and an empty port is dropped. Every spelling of a
 * UUID that OpenStack accepts ({@code oslo_utils.uuidutils.is_uuid_like}), and every {@code glance:} reference to it,
 * becomes {@code glance://} and the UUID in its 36 characters. Path, query and fragment are not changed.
 *
 * <p>It does not use {@link java.net.URI}, which finds no host in {@code http://my_host/}, and refuses a space, a bar
 * or {@code %zz} in a path, all of which servers accept. The components are those of RFC 3986 §3, not decoded.
 */
public final class ImageReference {
    /** The longest text that {@link #parse} accepts, in characters. */
    public static final int MAX_LENGTH = 16_384;

    private final String scheme;
    private final @Nullable Authority authority;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String fragment;

    ImageReference(
            String scheme,
            @Nullable Authority authority,
            String path,
            @Nullable String query,
            @Nullable String fragment) {
        this.scheme = Objects.requireNonNull(scheme);
        this.authority = authority;
        this.path = Objects.requireNonNull(path);
        this.query = query;
        this.fragment = fragment;
    }

    /**
     * Parses a reference. Does not check whether a service for its scheme exists.
     *
     * @throws ImageException INVALID_REFERENCE if the text has no scheme and is not a UUID (no scheme is guessed), is
     *     longer than {@link #MAX_LENGTH}, contains a control character, or has a malformed authority or Glance UUID
     */
    public static ImageReference parse(String text) throws ImageException {
        return ReferenceParser.parse(text);
    }

    /**
     * Redacts a text that may contain a URL, well-formed or not, for a message: replaces everything before an at sign,
     * apart from a scheme with its slashes, and everything after a question mark or number sign by {@code ***}, whether
     * these signs are percent-encoded or not. Truncates the text to 160 characters.
     *
     * <p>A parsed reference needs no redaction: see {@link #toString()}.
     */
    public static String redact(String text) {
        return ReferenceDisplay.ofText(text);
    }

    /**
     * Redacts the path of a local file for a message, as {@link #toString()} does for a {@code file} reference: the
     * path of the mistyped URL {@code file:///joe:hush@host/a} contains a password.
     */
    public static String redact(Path file) {
        return ReferenceDisplay.path("file", false, file.toString(), "");
    }

    /** Returns the scheme, in lower case: {@code https}. */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns the host in lower case, an IPv6 address in brackets; absent if there is none, as in {@code file:///a}.
     */
    public Optional<String> host() {
        return Optional.ofNullable(authority).map(Authority::host).filter(host -> !host.isEmpty());
    }

    /** Returns the port, 0 to 65535; absent if the reference has none. */
    public OptionalInt port() {
        return authority == null ? OptionalInt.empty() : authority.port();
    }

    /** Returns the userinfo of the authority, still percent-encoded. */
    public Optional<Secret> userInfo() {
        return Optional.ofNullable(authority).flatMap(Authority::userInfo);
    }

    /**
     * Returns the origin of this reference if its authority is a host. Whether it is depends on the scheme: {@link
     * io.ingot.image.client.ImageServices#origin} takes that into account.
     */
    public Origin origin() {
        return new Origin(scheme, host(), port());
    }

    /**
     * Returns whether an authority is present, even an empty one: true for {@code file:///a}, false for {@code
     * file:/a}.
     */
    public boolean hasAuthority() {
        return authority != null;
    }

    /**
     * Returns the path, not decoded and possibly empty; everything after the scheme if the reference is not
     * hierarchical.
     */
    public String path() {
        return path;
    }

    /**
     * Returns the query, not decoded, without its question mark. It may contain a signature: print {@link #toString()}
     * instead.
     */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /**
     * Returns the query parameters that name an image ({@code versionId}, {@code file}, {@code id}), not decoded,
     * sorted and joined by {@code &}; empty if there are none. All others may belong to a signature: two references
     * with equal origin, path and naming query are taken for one image with a new signature, unless its facts differ.
     */
    public String namingQuery() {
        return query == null ? "" : NamingQuery.of(query);
    }

    /**
     * Returns the fragment, not decoded, without its number sign. It is not part of a request to a service. In the
     * reference of a checksum file, it is the name to look up in the file; in that of an image it has no meaning, and a
     * service may refuse it.
     */
    public Optional<String> fragment() {
        return Optional.ofNullable(fragment);
    }

    /** Returns the last segment of the path, not decoded; empty if the path ends in a slash or is empty. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Returns the whole text, including secrets, which {@link #parse} accepts. It is for services and comparison; never
     * print it.
     */
    public String exact() {
        StringBuilder text = new StringBuilder(scheme).append(':');
        if (authority != null) {
            text.append("//").append(authority.exact());
        }
        return text.append(path).append(tail()).toString();
    }

    private String tail() {
        return (query == null ? "" : "?" + query) + (fragment == null ? "" : "#" + fragment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageReference that && exact().equals(that.exact());
    }

    @Override
    public int hashCode() {
        return exact().hashCode();
    }

    /**
     * Returns the text for people: without userinfo and fragment, and with the names of query parameters only; {@code
     * versionId} keeps its value. Also hides what may be a password in a mistyped URL: {@code joe:hush@host/a}, whose
     * scheme is {@code joe}, {@code https:/joe:hush@host/a} and {@code https:///joe:hush@host/a}.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append(':');
        if (authority != null) {
            text.append("//").append(authority.display());
        }
        text.append(ReferenceDisplay.path(scheme, host().isPresent(), path, tail()));
        if (query != null) {
            text.append('?').append(QueryDisplay.of(query));
        }
        return text.toString();
    }
}

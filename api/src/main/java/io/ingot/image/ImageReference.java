// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: an absolute URI whose scheme says which image service knows it, or a Glance UUID. Immutable; two
 * are equal if their {@linkplain #exact() exact} texts are.
 *
 * <p>One image has one canonical text. Scheme and host are lower case, an empty port is dropped; every spelling of a
 * UUID that OpenStack accepts ({@code oslo_utils.uuidutils.is_uuid_like}) and every {@code glance:} reference to it
 * becomes {@code glance://} and the UUID in its 36 characters. Path, query and fragment are kept as they came.
 *
 * <p>It has its own parse because {@link java.net.URI} knows no host in {@code http://my_host/} and refuses a space, a
 * bar or {@code %zz} in a path, all of which servers accept. The components are those of RFC 3986 §3, undecoded.
 */
public final class ImageReference {
    /** The longest text that {@link #parse} reads, in characters. */
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
     * Reads a reference. Whether a service for its scheme exists is not asked.
     *
     * @throws ImageException INVALID_REFERENCE if the text has no scheme and is no UUID (nothing is guessed), if it is
     *     longer than {@link #MAX_LENGTH}, holds a control character, or has a malformed authority or Glance UUID
     */
    public static ImageReference parse(String text) throws ImageException {
        return ReferenceParser.parse(text);
    }

    /**
     * Redacts a text that is or holds a URL, well-formed or not, for a message about it: all that stands before an at sign,
     * and all that follows a question mark or a number sign, becomes {@code ***}, percent-encoded or not. Only a scheme
     * with its slashes stays before an at sign. A longer text is cut to 160 characters.
     *
     * <p>A reference that was read needs none of it: see {@link #toString()}.
     */
    public static String redact(String text) {
        return ReferenceDisplay.ofText(text);
    }

    /**
     * Redacts the path of a local file for a message: {@code file:///joe:hush@host/a} has not two slashes, and leads to a path
     * whose first name holds a password. Hides what {@link #toString()} hides of a {@code file} reference to it.
     */
    public static String redact(Path file) {
        return ReferenceDisplay.path("file", false, file.toString(), "");
    }

    /** The scheme, in lower case: {@code https}. */
    public String scheme() {
        return scheme;
    }

    /** The host in lower case, an IPv6 address in its brackets; absent where there is none, as in {@code file:///a}. */
    public Optional<String> host() {
        return Optional.ofNullable(authority).map(Authority::host).filter(host -> !host.isEmpty());
    }

    /** The port, 0 to 65535; absent if the reference names none. */
    public OptionalInt port() {
        return authority == null ? OptionalInt.empty() : authority.port();
    }

    /** What stands before the {@code @} of the authority, percent-encoded as it came. */
    public Optional<Secret> userInfo() {
        return Optional.ofNullable(authority).flatMap(Authority::userInfo);
    }

    /**
     * The server that this reference leads to, where its authority is a host. A scheme whose authority is a name has no
     * hosts: {@link io.ingot.image.client.ImageServices#origin} knows, by the word of the service.
     */
    public Origin origin() {
        return new Origin(scheme, host(), port());
    }

    /** Whether an authority is present, be it empty: true for {@code file:///a}, false for {@code file:/a}. */
    public boolean hasAuthority() {
        return authority != null;
    }

    /** The path as it came, perhaps empty; all that follows the scheme if the reference is not hierarchical. */
    public String path() {
        return path;
    }

    /** The query as it came, without its question mark. It may hold a signature: print {@link #toString()} instead. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /**
     * The parameters of the query that name an image ({@code versionId}, {@code file}, {@code id}), as they came, sorted and
     * joined by {@code &}; empty if there are none. All others may be a signature: two references of one origin and path
     * whose naming queries are equal are one image that is signed anew, as long as nothing contradicts that.
     */
    public String namingQuery() {
        return query == null ? "" : NamingQuery.of(query);
    }

    /**
     * The fragment as it came, without its number sign. It is no part of what a service is asked for: that of a checksum
     * file says which name to look for in it, whatever its scheme; that of an image means nothing, and services may refuse it.
     */
    public Optional<String> fragment() {
        return Optional.ofNullable(fragment);
    }

    /** The last segment of the path, as it came; empty if the path ends in a slash or is empty. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The whole text, secrets included, which {@link #parse} reads. For services and comparisons, never for people. */
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
     * The text for people: no userinfo, no fragment, and of a query the names only; {@code versionId}, which says which
     * image it is, keeps its value. {@code joe:hush@host/a} is a reference of the scheme {@code joe} to a machine, and was
     * perhaps no scheme to its author, and {@code https:/joe:hush@host/a} and {@code https:///joe:hush@host/a} have not two
     * slashes: what may be a password is hidden there, too.
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

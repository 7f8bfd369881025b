// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the value of a header against its base URL (RFC 3986 §5.2), with the tolerance of {@link
 * ImageReference#parse}.
 */
final class RelativeReference {
    private static final Pattern PARTS = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+):)?+(?://(?<authority>[^/?#]*+))?+(?<path>[^?#]*+)(?<query>\\?[^#]*+)?+(?:#.*+)?+",
            Pattern.DOTALL);

    private RelativeReference() {}

    /**
     * Returns the target, without userinfo and fragment.
     *
     * @param base the URL of the response, http or https
     * @param location the header's value; each character is a byte
     * @throws ImageException INVALID_REFERENCE if the result is not a reference
     */
    static ImageReference resolve(ImageReference base, String location) throws ImageException {
        Matcher parts = PARTS.matcher(location.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern matches every text");
        }
        String scheme = parts.group("scheme");
        String authority = parts.group("authority");
        String path = parts.group("path");
        String query = parts.group("query");
        if (scheme != null) {
            return parse(scheme, authority, authority == null ? path : removeDotSegments(path), query);
        }
        if (authority != null) {
            return parse(base.scheme(), authority, removeDotSegments(path), query);
        }
        String baseAuthority = base.host().orElse("")
                + (base.port().isPresent() ? ":" + base.port().getAsInt() : "");
        if (path.isEmpty()) {
            String baseQuery = base.query().map(text -> "?" + text).orElse(null);
            return parse(base.scheme(), baseAuthority, base.path(), query != null ? query : baseQuery);
        }
        return parse(base.scheme(), baseAuthority, removeDotSegments(merge(base.path(), path)), query);
    }

    private static String merge(String basePath, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        return basePath.isEmpty() ? "/" + path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
    }

    /** RFC 3986 §5.2.4. */
    static String removeDotSegments(String path) {
        StringBuilder result = new StringBuilder();
        int begin = 0;
        while (begin < path.length()) {
            int next = path.indexOf('/', begin + 1);
            int end = next < 0 ? path.length() : next;
            String segment = path.substring(begin, end);
            switch (segment) {
                case "/.." -> {
                    result.setLength(Math.max(0, result.lastIndexOf("/")));
                    result.append(next < 0 ? "/" : "");
                }
                case "/." -> result.append(next < 0 ? "/" : "");
                default -> result.append(segment);
            }
            begin = end;
        }
        return result.toString();
    }

    /** Parses the result. The whole authority is validated, including the userinfo that is then dropped. */
    private static ImageReference parse(String scheme, @Nullable String authority, String path, @Nullable String query)
            throws ImageException {
        String rest = UrlEncoding.ofHeader(path + (query == null ? "" : query));
        if (authority == null) {
            return ImageReference.parse(scheme + ":" + rest);
        }
        ImageReference whole = ImageReference.parse(scheme + "://" + authority + rest);
        return whole.userInfo().isEmpty()
                ? whole
                : ImageReference.parse(scheme + "://" + authority.substring(authority.lastIndexOf('@') + 1) + rest);
    }
}

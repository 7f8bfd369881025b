// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.ImageReference;

/** What of a reference stands in the first line of a request (RFC 9112 §3.2): no userinfo, no fragment. */
public final class RequestTarget {
    private RequestTarget() {}

    /** Path and query, for the origin itself. */
    public static String originForm(ImageReference reference) {
        String query =
                reference.query().map(text -> "?" + UrlEncoding.ofText(text)).orElse("");
        return path(reference) + query;
    }

    /** The path alone, at least a slash. */
    public static String path(ImageReference reference) {
        String path = UrlEncoding.ofText(reference.path());
        return path.isEmpty() ? "/" : path;
    }

    /** The same with scheme and host before it, for a proxy. */
    public static String absoluteForm(ServerAddress origin, ImageReference reference) {
        return origin.scheme() + "://" + origin.authority() + originForm(reference);
    }
}

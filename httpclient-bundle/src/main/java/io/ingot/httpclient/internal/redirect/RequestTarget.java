// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.ImageReference;

/** The target in the first line of a request (RFC 9112 §3.2), without userinfo and fragment. */
public final class RequestTarget {
    private RequestTarget() {}

    /** Returns path and query, for the origin itself. */
    public static String originForm(ImageReference reference) {
        String query =
                reference.query().map(text -> "?" + UrlEncoding.ofText(text)).orElse("");
        return path(reference) + query;
    }

    /** Returns the path alone, at least a slash. */
    public static String path(ImageReference reference) {
        String path = UrlEncoding.ofText(reference.path());
        return path.isEmpty() ? "/" : path;
    }

    /** Returns scheme, host, path and query, for a proxy. */
    public static String absoluteForm(ServerAddress origin, ImageReference reference) {
        return origin.scheme() + "://" + origin.authority() + originForm(reference);
    }
}

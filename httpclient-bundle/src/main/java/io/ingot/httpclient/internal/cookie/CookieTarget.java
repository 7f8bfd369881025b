// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import io.ingot.httpclient.internal.redirect.RequestTarget;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/**
 * The parts of a URL that decide which cookies apply to it.
 *
 * @param path as it is sent, without a query
 */
record CookieTarget(ServerAddress origin, String path) {
    static CookieTarget of(ImageReference url) throws ImageException {
        return new CookieTarget(ServerAddress.of(url), RequestTarget.path(url));
    }

    /** Returns the path of a cookie that names none (RFC 6265 §5.1.4). */
    String defaultPath() {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.httpclient.HttpAsk;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;

/** A request to one of Glance's routes, as nobody yet. */
final class GlanceAsk {
    private GlanceAsk() {}

    /** Past caches if the request is to go past them (RFC 9111 §5.2.1.4, §5.4), and for nothing coded. */
    static HttpAsk of(ImageRequest request, ImageReference route) {
        HttpAsk ask = HttpAsk.get(route).header("Accept-Encoding", "identity");
        return request.isPastCaches() ? ask.header("Cache-Control", "no-cache").header("Pragma", "no-cache") : ask;
    }
}

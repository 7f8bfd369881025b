// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.image.ImageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of temporary URLs, so that an HTTP cache recognises an image by its URL. At most {@value #MAX_URLS}; the
 * least recently used one is evicted first. Safe for concurrent use.
 */
final class SignedUrls {
    static final int MAX_URLS = 1024;

    private final Map<TempUrlParameters, SignedUrl> urls = new LinkedHashMap<>(); // guarded by this; in order of use

    /**
     * Returns the cached URL if it remains valid for longer than {@code startDelay}; else signs and caches a new one.
     * Concurrent callers get the same URL.
     */
    synchronized SignedUrl get(TempUrlParameters parameters, Instant now, Duration startDelay) throws ImageException {
        @Nullable SignedUrl cached = urls.remove(parameters);
        SignedUrl url = cached != null && cached.isValidAfter(now.plus(startDelay)) ? cached : parameters.sign(now);
        urls.put(parameters, url);
        if (urls.size() > MAX_URLS) {
            removeEldest();
        }
        return url;
    }

    private void removeEldest() {
        Iterator<TempUrlParameters> first = urls.keySet().iterator();
        first.next();
        first.remove();
    }
}

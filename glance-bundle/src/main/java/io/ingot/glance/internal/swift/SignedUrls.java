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
 * The temporary URLs that may be used again, so that a cache on the way recognises an image by its URL. At most
 * {@value #MAX_URLS}: the one that was not asked for the longest goes first. Safe for concurrent use.
 */
final class SignedUrls {
    static final int MAX_URLS = 1024;

    private final Map<TempUrlParameters, SignedUrl> urls =
            new LinkedHashMap<>(); // guarded by this; the one asked for last is last

    /**
     * The URL that is here if it lasts for longer than {@code startDelay}, else a new one, which then is here. Those who
     * ask at once are given the same.
     */
    synchronized SignedUrl get(TempUrlParameters grounds, Instant now, Duration startDelay) throws ImageException {
        @Nullable SignedUrl here = urls.remove(grounds);
        SignedUrl url = here != null && here.isValidAfter(now.plus(startDelay)) ? here : grounds.sign(now);
        urls.put(grounds, url);
        if (urls.size() > MAX_URLS) {
            dropFirst();
        }
        return url;
    }

    private void dropFirst() {
        Iterator<TempUrlParameters> first = urls.keySet().iterator();
        first.next();
        first.remove();
    }
}

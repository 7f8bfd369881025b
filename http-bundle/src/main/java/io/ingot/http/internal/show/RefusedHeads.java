// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folders whose server does not answer HEAD: with 405, 501 or silence. 403 does not count, since it may concern a
 * single signed URL. The latest folders are remembered for a while, since servers are corrected. Safe for concurrent
 * use.
 */
final class RefusedHeads {
    static final int MAX_FOLDERS = 256;
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Instant> expiries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_FOLDERS;
        }
    };

    RefusedHeads(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean contains(ImageReference reference) {
        String folder = folder(reference);
        Instant end = expiries.get(folder);
        if (end != null && !clock.instant().isBefore(end)) {
            expiries.remove(folder);
            return false;
        }
        return end != null;
    }

    synchronized void add(ImageReference reference) {
        String folder = folder(reference);
        expiries.remove(folder); // moves it to the end
        expiries.put(folder, clock.instant().plus(LIFETIME));
    }

    private static String folder(ImageReference reference) {
        String path = reference.path();
        return reference.origin() + path.substring(0, path.lastIndexOf('/') + 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folders whose server does not answer HEAD, the latest of them: 405 and 501 say so, and silence. 403 does not; it may
 * be about one signed URL. What is remembered is forgotten after a while, since servers are corrected. Safe for concurrent
 * use.
 */
final class RefusedHeads {
    static final int MAX_FOLDERS = 256;
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Instant> until = new LinkedHashMap<>() {
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
        Instant end = until.get(folder);
        if (end != null && !clock.instant().isBefore(end)) {
            until.remove(folder);
            return false;
        }
        return end != null;
    }

    synchronized void add(ImageReference reference) {
        String folder = folder(reference);
        until.remove(folder); // so that it is the latest
        until.put(folder, clock.instant().plus(REMEMBERED));
    }

    private static String folder(ImageReference reference) {
        String path = reference.path();
        return reference.origin() + path.substring(0, path.lastIndexOf('/') + 1);
    }
}

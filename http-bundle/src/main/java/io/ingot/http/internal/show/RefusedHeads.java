// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.Origin;
import io.ingot.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The origins that know no HEAD, the latest of them: 405 and 501 say so for all they have. 403 does not; it may be about
 * one signed URL. Safe for concurrent use.
 */
final class RefusedHeads {
    static final int MAX_ORIGINS = 256;

    private final Map<String, Boolean> origins = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    synchronized boolean contains(ImageReference reference) {
        return origins.containsKey(Origin.of(reference));
    }

    synchronized void add(ImageReference reference) {
        origins.put(Origin.of(reference), true);
    }
}

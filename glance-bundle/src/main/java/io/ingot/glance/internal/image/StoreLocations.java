// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The locations of an image in Glance's stores, as far as Glance shows them ({@code show_multiple_locations}, {@code
 * show_image_direct_url}). These URLs may contain credentials of a store: they are never printed. Immutable.
 */
public final class StoreLocations {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLocations.class);
    private static final int MAX_LOCATIONS = 64;
    private static final String FILE = "file";
    private static final String SWIFT = "swift";

    private final String id;
    private final List<String> urls;

    private StoreLocations(String id, List<String> urls) {
        this.id = id;
        this.urls = urls;
    }

    /** Reads the metadata; invalid entries are skipped. */
    static StoreLocations of(String id, @Nullable Object locations, @Nullable Object directUrl) {
        Set<String> urls = new LinkedHashSet<>();
        if (locations instanceof List<?> list) {
            list.stream().limit(MAX_LOCATIONS).forEach(location -> {
                if (location instanceof Map<?, ?> entry && entry.get("url") instanceof String url) {
                    urls.add(url);
                }
            });
        }
        if (directUrl instanceof String url) {
            urls.add(url);
        }
        return new StoreLocations(id, List.copyOf(urls));
    }

    /** The distinct locations with these schemes: files first, then the others in the order of Glance. */
    public List<ImageReference> of(Set<String> schemes) {
        List<ImageReference> matching = new ArrayList<>();
        for (String url : urls) {
            if (schemes.contains(scheme(url))) {
                try {
                    matching.add(ImageReference.parse(url));
                } catch (ImageException e) {
                    LOG.warn("Glance image {}: malformed {} location, skipped", id, scheme(url));
                }
            }
        }
        return Stream.concat(
                        matching.stream().filter(StoreLocations::isFile),
                        matching.stream().filter(reference -> !isFile(reference)))
                .distinct()
                .toList();
    }

    /** Whether the image may be in Swift: it is, or Glance shows no location. */
    public boolean mayBeInSwift() {
        return urls.isEmpty()
                || urls.stream()
                        .map(StoreLocations::scheme)
                        .anyMatch(scheme -> scheme.split("\\+", 2)[0].equals(SWIFT));
    }

    /** The number of locations. */
    @Override
    public String toString() {
        return urls.size() + " locations";
    }

    private static boolean isFile(ImageReference reference) {
        return reference.scheme().equals(FILE);
    }

    /**
     * The scheme in lower case, empty without one. For Swift it is {@code swift+https}, for example (Glance store,
     * "swift").
     */
    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}

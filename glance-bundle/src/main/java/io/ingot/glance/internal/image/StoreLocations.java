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
 * Where Glance's own stores keep an image, as far as Glance tells ({@code show_multiple_locations},
 * {@code show_image_direct_url}). These URLs may hold a store's credentials: none is printed. Immutable.
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

    /** What the metadata tell; what is no location there is passed over. */
    static StoreLocations of(String id, @Nullable Object locations, @Nullable Object directUrl) {
        Set<String> urls = new LinkedHashSet<>();
        if (locations instanceof List<?> list) {
            list.stream().limit(MAX_LOCATIONS).forEach(location -> {
                if (location instanceof Map<?, ?> known && known.get("url") instanceof String url) {
                    urls.add(url);
                }
            });
        }
        if (directUrl instanceof String url) {
            urls.add(url);
        }
        return new StoreLocations(id, List.copyOf(urls));
    }

    /** The locations of these schemes, each once: files first, the others as Glance orders them. */
    public List<ImageReference> of(Set<String> schemes) {
        List<ImageReference> wanted = new ArrayList<>();
        for (String url : urls) {
            if (schemes.contains(scheme(url))) {
                try {
                    wanted.add(ImageReference.parse(url));
                } catch (ImageException e) {
                    LOG.warn("Glance image {} has a {} location that is malformed and passed over", id, scheme(url));
                }
            }
        }
        return Stream.concat(
                        wanted.stream().filter(StoreLocations::isFile),
                        wanted.stream().filter(reference -> !isFile(reference)))
                .distinct()
                .toList();
    }

    /** Whether the image lies in Swift, or may: where Glance tells nothing, it may. */
    public boolean mayBeInSwift() {
        return urls.isEmpty()
                || urls.stream()
                        .map(StoreLocations::scheme)
                        .anyMatch(scheme -> scheme.split("\\+", 2)[0].equals(SWIFT));
    }

    /** How many there are. */
    @Override
    public String toString() {
        return urls.size() + " locations";
    }

    private static boolean isFile(ImageReference reference) {
        return reference.scheme().equals(FILE);
    }

    /** Empty if there is none. Swift's are {@code swift+https}, say (Glance store, "swift"). */
    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}

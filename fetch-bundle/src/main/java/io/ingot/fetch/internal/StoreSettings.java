// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static io.ingot.fetch.internal.SettingChecks.refusal;
import static io.ingot.fetch.internal.SettingChecks.within;

import io.ingot.common.settings.CommaList;
import io.ingot.fetch.internal.destination.FileMode;
import io.ingot.fetch.internal.store.StoreRules;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of the image store.
 *
 * @param folder an absolute path; absent for the one in the instance's home
 * @param rules the limits of the store, and how images are placed
 * @param serveStale whether a stored image is placed while its origin cannot be reached
 */
record StoreSettings(Optional<Path> folder, StoreRules rules, boolean serveStale) {
    /**
     * Reads the settings of the store.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected values
     */
    static StoreSettings of(FetchConfig config, FileMode mode) {
        return new StoreSettings(
                folder(config.store().strip()),
                new StoreRules(
                        within("storeMaxBytes", config.storeMaxBytes(), 0, Long.MAX_VALUE),
                        Duration.ofMinutes(
                                within("storeMaxAgeMinutes", config.storeMaxAgeMinutes(), 0, FetchConfig.MAX_MINUTES)),
                        mode,
                        name(config.owner()),
                        name(config.group()),
                        placementMethods(config.placement())),
                config.serveStale());
    }

    private static Optional<String> name(String text) {
        return Optional.of(text.strip()).filter(name -> !name.isEmpty());
    }

    private static Optional<Path> folder(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return Optional.of(folder.normalize());
            }
        } catch (InvalidPathException e) {
            throw refusal(
                    "store", "must be an absolute path, was '" + ImageReference.redact(text) + "': " + e.getReason());
        }
        throw refusal("store", "must be an absolute path, was '" + ImageReference.redact(text) + "'");
    }

    private static List<PlacementMethod> placementMethods(String[] values) {
        return CommaList.of(values).stream().map(StoreSettings::placementMethod).toList();
    }

    private static PlacementMethod placementMethod(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "clone" -> PlacementMethod.CLONE;
            case "link" -> PlacementMethod.LINK;
            case "copy" -> PlacementMethod.COPY;
            default -> throw refusal("placement", "must be a list of clone, link and copy, was '" + text + "'");
        };
    }
}

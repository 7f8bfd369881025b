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
 * Where images are held, and by which rules.
 *
 * @param folder an absolute path; absent for the one in the instance's home
 * @param rules for how long, and how they come to a node
 * @param serveStale whether held images are handed out while their origin cannot be reached
 */
record StoreSettings(Optional<Path> folder, StoreRules rules, boolean serveStale) {
    /**
     * Reads what the store is to be.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    static StoreSettings of(FetchConfig config, FileMode mode) {
        return new StoreSettings(
                folder(config.store().strip()),
                new StoreRules(
                        within("storeMaxBytes", config.storeMaxBytes(), 0, Long.MAX_VALUE),
                        Duration.ofMinutes(
                                within("storeMaxAgeMinutes", config.storeMaxAgeMinutes(), 0, FetchConfig.MOST_MINUTES)),
                        mode,
                        name(config.owner()),
                        name(config.group()),
                        ways(config.placement())),
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

    private static List<PlacementMethod> ways(String[] values) {
        return CommaList.of(values).stream().map(StoreSettings::way).toList();
    }

    private static PlacementMethod way(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "clone" -> PlacementMethod.CLONE;
            case "link" -> PlacementMethod.LINK;
            case "copy" -> PlacementMethod.COPY;
            default -> throw refusal("placement", "must be clone, link and copy, or some of them, was '" + text + "'");
        };
    }
}

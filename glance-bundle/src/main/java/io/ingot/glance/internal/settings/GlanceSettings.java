// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.common.settings.CommaList;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inner form of what the configuration says of images: checked, and complete. Where Glance is, and who we are to it,
 * is {@code cloud}'s to know.
 *
 * @param serviceToken whether our own token goes beside a user's
 * @param adminsSeeAll whether the role admin suffices for every image
 * @param directSchemes which locations of Glance's stores are read without Glance
 * @param swiftTempUrls whether images are read from Swift
 */
public record GlanceSettings(
        boolean serviceToken, boolean adminsSeeAll, Set<String> directSchemes, boolean swiftTempUrls) {
    private static final Set<String> TRANSPORTS = Set.of("file", "http", "https");

    /** Copies the set. */
    public GlanceSettings {
        directSchemes = Set.copyOf(directSchemes);
    }

    /**
     * Reads the outer form.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    public static GlanceSettings of(GlanceConfig config) {
        Set<String> schemes = CommaList.of(config.allowedDirectUrlSchemes()).stream()
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        for (String scheme : schemes) {
            if (!TRANSPORTS.contains(scheme)) {
                throw new IllegalArgumentException(
                        "io.ingot.glance/allowedDirectUrlSchemes must list file, http or https, was "
                                + ImageReference.redact(scheme)
                                + "; for images in Swift, set io.ingot.glance/swiftTempUrls");
            }
        }
        return new GlanceSettings(
                config.serviceToken(), config.ignoreProjectCheckForAdminTasks(), schemes, config.swiftTempUrls());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.common.settings.CommaList;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checked settings for images. The {@code cloud} package has those for the endpoints and the account.
 *
 * @param serviceToken whether the account's token accompanies a user's
 * @param adminsSeeAll whether the role admin grants access to all images
 * @param directSchemes the schemes of locations that are read without Glance
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
     * Reads a configuration.
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

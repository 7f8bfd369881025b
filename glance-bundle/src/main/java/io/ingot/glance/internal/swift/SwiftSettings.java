// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.common.secret.ConfiguredSecret;
import io.ingot.common.secret.SecretReader;
import io.ingot.common.text.Printable;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Duration;
import java.util.Optional;

/**
 * The checked settings for Swift. Its text form contains no secret.
 *
 * @param endpoint the endpoint; absent for the catalogue's
 * @param apiVersion the first segment of a path
 * @param account Glance's account; absent for {@code accountPrefix} and the ID of the account's project
 * @param accountPrefix ends with an underscore, or is empty
 * @param containers Glance's containers
 * @param key the key for temporary URLs; absent for the key of the Swift account
 * @param digest the digest of signatures; absent for the best that Swift allows
 * @param lifetime the validity of a URL
 * @param startDelay the remaining validity that a cached URL must have to be used again
 * @param reuse whether URLs are cached
 */
public record SwiftSettings(
        Optional<SwiftEndpoint> endpoint,
        String apiVersion,
        Optional<String> account,
        String accountPrefix,
        Containers containers,
        Optional<SecretReader> key,
        Optional<SignatureDigest> digest,
        Duration lifetime,
        Duration startDelay,
        boolean reuse) {
    private static final String PID = "io.ingot.glance/";
    private static final int MAX_SECONDS = 31_536_000;

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    public static SwiftSettings of(GlanceConfig config) {
        String apiVersion = segment("swiftApiVersion", config.swiftApiVersion());
        Duration lifetime = seconds("swiftTempUrlDurationSeconds", config.swiftTempUrlDurationSeconds(), 1);
        Duration startDelay = seconds(
                "swiftTempUrlExpectedDownloadStartDelaySeconds",
                config.swiftTempUrlExpectedDownloadStartDelaySeconds(),
                0);
        if (lifetime.compareTo(startDelay) < 0) {
            throw new IllegalArgumentException(PID + "swiftTempUrlDurationSeconds must be at min"
                    + " swiftTempUrlExpectedDownloadStartDelaySeconds, " + startDelay.toSeconds() + ", was "
                    + lifetime.toSeconds() + ": a URL must not expire before its download starts");
        }
        return new SwiftSettings(
                text(config.swiftEndpoint()).map(url -> endpoint(url, apiVersion)),
                apiVersion,
                text(config.swiftAccount()).map(account -> segment("swiftAccount", account)),
                text(config.swiftAccountPrefix()).map(SwiftSettings::prefix).orElse(""),
                new Containers(
                        segment("swiftContainer", config.swiftContainer()),
                        seed(config.swiftStoreMultipleContainersSeed())),
                ConfiguredSecret.of(
                        PID + "swiftTempUrlKeyFile", config.swiftTempUrlKeyFile(), config._swiftTempUrlKey()),
                text(config.swiftTempUrlDigest()).map(SwiftSettings::digest),
                lifetime,
                startDelay,
                config.swiftTempUrlCacheEnabled());
    }

    private static Optional<String> text(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    private static String segment(String property, String text) {
        String stripped = text.strip();
        if (!PathSegment.isUsable(stripped)) {
            throw new IllegalArgumentException(PID + property + " must be one segment of a path, at most "
                    + PathSegment.MAX_BYTES + " bytes, was " + Printable.quotedAscii(text));
        }
        return stripped;
    }

    private static String prefix(String text) {
        String prefix = segment("swiftAccountPrefix", text);
        return prefix.endsWith("_") ? prefix : prefix + "_";
    }

    private static int seed(int seed) {
        if (seed < 0 || seed > Containers.MAX_SEED) {
            throw new IllegalArgumentException(
                    PID + "swiftStoreMultipleContainersSeed must be 0 to " + Containers.MAX_SEED + ", was " + seed);
        }
        return seed;
    }

    private static SignatureDigest digest(String text) {
        return SignatureDigest.of(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        PID + "swiftTempUrlDigest must be sha256, sha512 or sha1, was " + Printable.quotedAscii(text)));
    }

    private static Duration seconds(String property, int seconds, int min) {
        if (seconds < min || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    PID + property + " must be " + min + " to " + MAX_SECONDS + ", was " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static SwiftEndpoint endpoint(String text, String apiVersion) {
        String expected =
                PID + "swiftEndpoint must be an http or https URL without credentials, query or fragment, was ";
        try {
            ImageReference url = ImageReference.parse(text);
            return SwiftEndpoint.of(url, apiVersion).orElseThrow(() -> new IllegalArgumentException(expected + url));
        } catch (ImageException e) {
            throw new IllegalArgumentException(expected + "not a URL (" + e.getMessage() + ")", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint of a Swift cluster.
 *
 * @param root its URL before the version of the API, without slashes at its end: {@code https://swift.example:8080}
 */
record SwiftEndpoint(String root) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads a URL from the configuration or a catalogue, with or without {@code /v1} and an account at its end. Absent
     * unless it is an http or https URL without credentials, query and fragment.
     */
    static Optional<SwiftEndpoint> of(ImageReference url, String apiVersion) {
        boolean usable = SCHEMES.contains(url.scheme())
                && url.host().isPresent()
                && url.userInfo().isEmpty()
                && url.query().isEmpty()
                && url.fragment().isEmpty();
        if (!usable) {
            return Optional.empty();
        }
        String text = url.exact();
        String origin = text.substring(0, text.length() - url.path().length());
        return Optional.of(new SwiftEndpoint(origin + prefix(url.path(), "/" + apiVersion)));
    }

    /** The URL of its capabilities. */
    ImageReference infoUrl() throws ImageException {
        return ImageReference.parse(root + "/info");
    }

    /** The URL of an account. */
    ImageReference accountUrl(String apiVersion, String account) throws ImageException {
        return ImageReference.parse(
                root + "/" + PercentEncoding.encode(apiVersion) + "/" + PercentEncoding.encode(account));
    }

    private static String prefix(String path, String version) {
        String full = withoutSlashes(path);
        String parent = withoutSlashes(full.substring(0, Math.max(0, full.lastIndexOf('/'))));
        for (String versioned : new String[] {full, parent}) {
            if (versioned.endsWith(version)) {
                return withoutSlashes(versioned.substring(0, versioned.length() - version.length()));
            }
        }
        return full;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}

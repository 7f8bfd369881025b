// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.glance.internal.document.TrailingSlashes;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** The routes of an image (Image API v2). */
public enum GlanceRoute {
    /** The metadata: "show image". */
    METADATA("", "application/json"),
    /** The bytes: "download binary image data". */
    FILE("/file", "*/*"),
    /** The projects that an image is shared with: "list image members". */
    MEMBERS("/members", "application/json");

    private static final String VERSION = "/v2";

    private final String suffix;
    private final String accept;

    GlanceRoute(String suffix, String accept) {
        this.suffix = suffix;
        this.accept = accept;
    }

    /** The value of the header {@code Accept}. */
    String accept() {
        return accept;
    }

    /**
     * Returns the URL of this route for an image.
     *
     * @param endpoint with or without {@code /v2}: catalogues have both
     * @throws ImageException INVALID_REFERENCE if the URL would be too long
     */
    public ImageReference at(ImageReference endpoint, String id) throws ImageException {
        return ImageReference.parse(root(endpoint) + VERSION + "/images/" + id + suffix);
    }

    private static String root(ImageReference endpoint) {
        String path = TrailingSlashes.removed(endpoint.path());
        String root = path.endsWith(VERSION)
                ? TrailingSlashes.removed(path.substring(0, path.length() - VERSION.length()))
                : path;
        String exact = endpoint.exact();
        return exact.substring(0, exact.length() - endpoint.path().length()) + root;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;

/**
 * Checks by a request for one byte whether a caller may download an image. Glance shows metadata to callers without
 * download permission, such as a project's reader.
 */
public final class DownloadProbe {
    private DownloadProbe() {}

    /**
     * Returns if the caller may download the image.
     *
     * @throws ImageException NOT_AUTHORIZED or NOT_FOUND if not; or the failure of the request
     */
    public static void check(GlanceClient glance) throws ImageException {
        glance.getRange(GlanceRoute.FILE, "bytes=0-0", response -> isPermitted(glance.id(), response));
    }

    private static boolean isPermitted(String id, HttpResponse response) throws ImageException {
        return switch (response.status()) {
            case 200, 206 -> true;
            // With a Swift store, Glance rejects every range, but only after it has checked the permissions.
            case 400, 416 -> true;
            default -> throw GlanceFailure.of(response, id);
        };
    }
}

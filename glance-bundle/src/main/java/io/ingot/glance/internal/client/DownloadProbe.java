// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;

/**
 * Asks for one byte. Glance lets a project's reader see an image that only a member may download, so the metadata alone
 * do not tell whether a caller may have the bytes.
 */
public final class DownloadProbe {
    private DownloadProbe() {}

    /**
     * Returns if this caller may have the bytes.
     *
     * @throws ImageException NOT_AUTHORIZED or NOT_FOUND if not, or what else failed
     */
    public static void check(GlanceClient glance) throws ImageException {
        glance.getRange(GlanceRoute.FILE, "bytes=0-0", answer -> isPermitted(glance.id(), answer));
    }

    private static boolean isPermitted(String id, HttpResponse answer) throws ImageException {
        return switch (answer.status()) {
            case 200, 206 -> true;
            // Glance with a Swift store refuses every range, after it has looked at the caller's rights.
            case 400, 416 -> true;
            default -> throw GlanceFailure.of(answer, id);
        };
    }
}

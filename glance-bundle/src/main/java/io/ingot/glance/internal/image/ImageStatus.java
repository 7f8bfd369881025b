// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Map;
import java.util.regex.Pattern;

/** The statuses of an image (Image API v2, "image status"). Only an active image has bytes for all callers. */
final class ImageStatus {
    private static final String ACTIVE = "active";
    private static final Map<String, String> REASONS = Map.of(
            "queued", "its data have not been uploaded",
            "saving", "its data are being uploaded",
            "uploading", "its data are being staged for import",
            "importing", "its data are being imported",
            "deactivated", "an administrator has deactivated it",
            "killed", "its upload failed",
            "deleted", "it is deleted",
            "pending_delete", "it is about to be deleted");

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ImageStatus() {}

    /** @throws ImageException UNACCEPTABLE for a status other than active; NOT_FOUND for a deleted image */
    static void check(String id, String status) throws ImageException {
        if (status.equals(ACTIVE)) {
            return;
        }
        ErrorCode code = status.equals("deleted") ? ErrorCode.NOT_FOUND : ErrorCode.UNACCEPTABLE;
        String printable = PRINTABLE.matcher(status).matches() ? status : "in an unprintable state";
        throw new ImageException(
                code,
                "Glance image " + id + " is " + printable + ", required to be active: "
                        + REASONS.getOrDefault(status, "this state is unknown"));
    }
}

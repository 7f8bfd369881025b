// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.httpclient.HttpAnswer;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;

/** What Glance's statuses mean for an image. */
final class GlanceFailure {
    private GlanceFailure() {}

    static ImageException of(HttpAnswer answer, String id) {
        String image = "Glance image " + id;
        return switch (answer.status()) {
            case 204 ->
                new ImageException(ErrorCode.UNACCEPTABLE, image + " has no data yet: upload it, then try again");
            case 400 -> new ImageException(ErrorCode.INVALID_REFERENCE, image + ": Glance finds the request malformed");
            case 401 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED, image + ": Glance wants a token, or a valid one, and got none such");
            case 403 ->
                new ImageException(ErrorCode.NOT_AUTHORIZED, image + ": Glance does not allow this caller to have it");
            case 404 -> new ImageException(ErrorCode.NOT_FOUND, image + ": not there, or not for this caller to see");
            case 410 -> new ImageException(ErrorCode.NOT_FOUND, image + ": deleted");
            default -> answer.failure(image);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** Converts statuses of Glance into failures. Bodies are ignored: they are HTML for browsers. */
public final class GlanceFailure {
    private GlanceFailure() {}

    /** Converts any status other than success and 401; {@link #unauthorized} is for 401. */
    public static ImageException of(HttpResponse response, String id) {
        String image = image(id);
        return switch (response.status()) {
            case 204 ->
                new ImageException(ErrorCode.UNACCEPTABLE, image + " has no data yet: upload it, then try again");
            case 400 ->
                new ImageException(
                        ErrorCode.INVALID_REFERENCE, image + ": Glance rejects the request as malformed (400)");
            case 403 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        image
                                + ": Glance does not allow this caller to download it (403); the role reader shows images but"
                                + " does not download them: assign the role that Glance's policy requires, such as member");
            case 404 -> notFound(id);
            case 409 ->
                new ImageException(
                        ErrorCode.UNACCEPTABLE,
                        image
                                + ": not available in its current state, or its state is being changed (409); check its status"
                                + " in Glance");
            case 410 -> new ImageException(ErrorCode.NOT_FOUND, image + ": deleted");
            case 413 -> overLimit(response, image);
            default -> response.failure("requesting image " + id + " from Glance");
        };
    }

    /** An image that does not exist, or that is hidden from the caller: both have the same message. */
    public static ImageException notFound(String id) {
        return new ImageException(ErrorCode.NOT_FOUND, image(id) + ": not found, or not visible to this caller");
    }

    /** A 401 that remains after a renewal. */
    static ImageException unauthorized(String id, String reason) {
        return new ImageException(ErrorCode.NOT_AUTHORIZED, image(id) + ": " + reason);
    }

    /** The same failure, with the endpoint and its settings in its message. */
    static ImageException endpointDown(ImageReference endpoint, ImageException e) {
        return e.withMessage(e.getMessage() + "; check that Glance runs at " + endpoint
                + ", the endpoint from io.ingot.glance/endpoint or else from Keystone's catalogue");
    }

    /** A rate or quota limit; transient only with Retry-After (RFC 9110 §15.5.14). */
    private static ImageException overLimit(HttpResponse response, String image) {
        ImageException failure = new ImageException(
                ErrorCode.TRANSFER_FAILED,
                image + ": too large for this caller, or a limit of this caller is exceeded (413)");
        return response.retryAfter().map(failure::withRetryAfter).orElseGet(failure::nonRetryable);
    }

    private static String image(String id) {
        return "Glance image " + id;
    }
}

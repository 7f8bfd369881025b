// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** What Glance's statuses mean for an image. What it wrote beside them is HTML for browsers, and is not shown. */
public final class GlanceFailure {
    private GlanceFailure() {}

    /** What a status means that is not the one hoped for; that of 401 is for {@link #unauthorized} to say. */
    public static ImageException of(HttpResponse answer, String id) {
        String image = image(id);
        return switch (answer.status()) {
            case 204 ->
                new ImageException(ErrorCode.UNACCEPTABLE, image + " has no data yet: upload it, then try again");
            case 400 -> new ImageException(ErrorCode.INVALID_REFERENCE, image + ": Glance finds the request malformed");
            case 403 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        image + ": Glance does not allow this caller to have it; a reader of a project sees its images"
                                + " and may not download them: give it the role that Glance's policy asks for");
            case 404 -> notFound(id);
            case 409 ->
                new ImageException(
                        ErrorCode.UNACCEPTABLE,
                        image + ": its state does not allow it to be had, or is being changed (409); see its status in"
                                + " Glance");
            case 410 -> new ImageException(ErrorCode.NOT_FOUND, image + ": deleted");
            case 413 -> overLimit(answer, image);
            default -> answer.failure("asking Glance for image " + id);
        };
    }

    /** An image that is not there: the same words for one that this caller may not see. */
    public static ImageException notFound(String id) {
        return new ImageException(ErrorCode.NOT_FOUND, image(id) + ": not there, or not for this caller to see");
    }

    /** A 401 that remains, in the words of who was refused. */
    static ImageException unauthorized(String id, String why) {
        return new ImageException(ErrorCode.NOT_AUTHORIZED, image(id) + ": " + why);
    }

    /** An endpoint that cannot be asked, or not now. */
    static ImageException endpointDown(ImageReference endpoint, ImageException e) {
        ImageException failure = new ImageException(
                e.code(),
                e.getMessage() + "; check that Glance runs at " + endpoint
                        + ", and that this is where io.ingot.glance/endpoint, or else Keystone's catalogue, should lead",
                e);
        return e.retryAfter().map(failure::after).orElse(failure);
    }

    /** Of a rate or a quota (413 with Retry-After: RFC 9110 §15.5.14). */
    private static ImageException overLimit(HttpResponse answer, String image) {
        ImageException failure = new ImageException(
                ErrorCode.TRANSFER_FAILED,
                image + ": Glance finds it too large for this caller, or this caller over a limit (413)");
        return answer.retryAfter().map(failure::after).orElseGet(failure::nonRetryable);
    }

    private static String image(String id) {
        return "Glance image " + id;
    }
}

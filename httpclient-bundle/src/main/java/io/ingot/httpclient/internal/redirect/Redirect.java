// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Derives the next request from a redirect (RFC 9110 §15.4). */
public final class Redirect {
    private static final Logger LOG = LoggerFactory.getLogger(Redirect.class);

    private Redirect() {}

    /**
     * Returns the request that follows a redirect: 300, 301, 302, 303, 307 or 308 with a {@code Location}, which for
     * 300 is the server's preferred choice. 307 and 308 repeat a POST; the others change it to a GET, as browsers do.
     * Credentials are kept within their origin only, and once dropped are not added again. Content, which may hold a
     * password, is posted to its own origin only.
     *
     * @throws ImageException TRANSFER_FAILED, not retryable, if the target is not an http or https URL, or content
     *     would be posted to another origin
     */
    public static Optional<HttpRequest> follow(HttpRequest request, HttpResponse response) throws ImageException {
        boolean isMethodKept;
        switch (response.status()) {
            case 300, 301, 302, 303 -> isMethodKept = !request.method().equals("POST");
            case 307, 308 -> isMethodKept = true;
            default -> {
                return Optional.empty();
            }
        }
        Optional<String> location = response.header("location").filter(text -> !text.isBlank());
        if (location.isEmpty()) {
            return Optional.empty();
        }
        ImageReference target = target(request, location.get());
        boolean sameOrigin = target.origin().equals(request.target().origin());
        if (ServerAddress.of(request.target()).isSecure()
                && !ServerAddress.of(target).isSecure()) {
            LOG.warn("{} redirects from https to {}: the transfer is not protected", request.target(), target);
        }
        if (isMethodKept && request.mediaType().isPresent() && !sameOrigin) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            request + " was redirected to " + target + ", another origin, to which its content is not"
                                    + " posted; configure that URL if it is the right one")
                    .nonRetryable();
        }
        HttpRequest next = isMethodKept ? request.to(target) : asGet(request, target);
        return Optional.of(sameOrigin ? next.as(request.credentials()) : next);
    }

    private static HttpRequest asGet(HttpRequest request, ImageReference target) {
        HttpRequest get = HttpRequest.get(target);
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            get = get.header(header.getKey(), header.getValue());
        }
        return get;
    }

    private static ImageReference target(HttpRequest request, String location) throws ImageException {
        try {
            ImageReference target = RelativeReference.resolve(request.target(), location);
            ServerAddress.of(target);
            return target;
        } catch (ImageException e) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            request + " has a redirect that cannot be followed: " + e.getMessage(),
                            e)
                    .nonRetryable();
        }
    }
}

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

/** What an answer makes of a request that it sends elsewhere (RFC 9110 §15.4). */
public final class Redirect {
    private static final Logger LOG = LoggerFactory.getLogger(Redirect.class);

    private Redirect() {}

    /**
     * The request that follows, if the answer is a redirect that can be followed: 300, 301, 302, 303, 307 or 308 with a
     * {@code Location}; that of a 300 is the choice that the server prefers. What was to be posted is posted again for 307 and 308; the others make it a GET, as browsers do.
     * Credentials go along within their origin only, and once they were dropped they stay so; content, which may hold a
     * password, is posted to its own origin and to no other.
     *
     * @throws ImageException TRANSFER_FAILED, lasting, if it leads to what is no http or https URL, or would post content
     *     to another origin
     */
    public static Optional<HttpRequest> follow(HttpRequest ask, HttpResponse answer) throws ImageException {
        boolean keeps;
        switch (answer.status()) {
            case 300, 301, 302, 303 -> keeps = !ask.method().equals("POST");
            case 307, 308 -> keeps = true;
            default -> {
                return Optional.empty();
            }
        }
        Optional<String> location = answer.header("location").filter(text -> !text.isBlank());
        if (location.isEmpty()) {
            return Optional.empty();
        }
        ImageReference target = target(ask, location.get());
        boolean sameOrigin = target.origin().equals(ask.target().origin());
        if (ServerAddress.of(ask.target()).secure() && !ServerAddress.of(target).secure()) {
            LOG.warn("{} leads from https to {}: nothing protects these bytes on their way", ask.target(), target);
        }
        if (keeps && ask.mediaType().isPresent() && !sameOrigin) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            ask + " was redirected to " + target + ", another origin, to which its content is not"
                                    + " posted; configure that URL if it is the right one")
                    .nonRetryable();
        }
        HttpRequest next = keeps ? ask.at(target) : asGet(ask, target);
        return Optional.of(sameOrigin ? next.as(ask.credentials()) : next);
    }

    private static HttpRequest asGet(HttpRequest ask, ImageReference target) {
        HttpRequest get = HttpRequest.get(target);
        for (Map.Entry<String, String> header : ask.headers().entrySet()) {
            get = get.header(header.getKey(), header.getValue());
        }
        return get;
    }

    private static ImageReference target(HttpRequest ask, String location) throws ImageException {
        try {
            ImageReference target = RelativeReference.resolve(ask.target(), location);
            ServerAddress.of(target);
            return target;
        } catch (ImageException e) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            ask + " was redirected to what cannot be followed: " + e.getMessage(),
                            e)
                    .nonRetryable();
        }
    }
}

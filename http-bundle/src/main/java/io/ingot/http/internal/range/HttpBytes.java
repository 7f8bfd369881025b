// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.http.internal.response.ContentCoding;
import io.ingot.http.internal.response.ContentLength;
import io.ingot.http.internal.response.ContentRange;
import io.ingot.http.internal.response.ExpectedStatus;
import io.ingot.http.internal.response.MirrorSearch;
import io.ingot.http.internal.version.Versions;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The bytes of one version of an image. The range and the version of each response are compared with those requested; a
 * server without support for ranges is an ordinary case.
 */
public final class HttpBytes implements ImageSource.Bytes {
    private static final int PARTIAL = 206;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNSATISFIABLE = 416;

    private static final Set<Integer> GRANT_EXPIRED = Set.of(401, 403, 404, 410);

    private final HttpClient http;
    private final HttpRequest get;
    private final Optional<HttpRequest> direct;
    private final ImageInfo shown;
    private final VersionCheck version;
    private final String operation;

    /**
     * Creates a reader of bytes.
     *
     * @param get the request for the whole image
     * @param shown the facts to compare with. If they have a final reference, that is requested first, since another
     *     redirect may lead to another mirror; if access to it has expired, the original reference is requested
     */
    public HttpBytes(HttpClient http, HttpRequest get, ImageInfo shown) {
        this.http = http;
        this.get = get;
        this.shown = shown;
        this.direct = shown.finalReference().map(finalReference -> directRequest(get, shown, finalReference));
        this.operation = "reading " + get.target();
        this.version = new VersionCheck(get.target(), shown, operation);
    }

    @Override
    public Body read(long offset, long limit, Call call) throws ImageException {
        return read(RequestedRange.ofShownVersion(offset, limit), call);
    }

    @Override
    public Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
        return read(RequestedRange.ofAnyVersion(offset, limit), call);
    }

    private Body read(RequestedRange range, Call call) throws ImageException {
        Optional<Body> body = attempt(range, call);
        if (body.isPresent()) {
            return body.get();
        }
        // A range of a coded form is useless, and the whole form helps only a reader that starts at 0.
        if (range.first() > 0) {
            throw version.changed("the origin now sends it in a content coding");
        }
        return attempt(range.whole(), call)
                .orElseThrow(
                        () -> new IllegalStateException("a response to a request without a range cannot be a range"));
    }

    /** Returns whether the request has no credentials. A redirect adds none. */
    @Override
    public boolean anonymous() {
        return get.credentials().isEmpty();
    }

    /**
     * Creates the request for the final reference. Its scope is the one recorded in {@code shown}, or PUBLIC if none
     * is.
     */
    private static HttpRequest directRequest(HttpRequest get, ImageInfo shown, ImageReference finalReference) {
        HttpRequest request = get.to(finalReference).referrerScope(shown.scope().orElse(AddressScope.PUBLIC));
        return finalReference.origin().equals(get.target().origin()) ? request.as(get.credentials()) : request;
    }

    /** Makes one attempt. Empty if the response is a range of a coded form. */
    private Optional<Body> attempt(RequestedRange range, Call call) throws ImageException {
        if (direct.isEmpty()) {
            return body(range, MirrorSearch.send(http, ranged(get, range), call));
        }
        Optional<HttpResponse> granted = tryDirect(ranged(direct.get(), range), call);
        return body(range, granted.isPresent() ? granted.get() : http.send(ranged(get, range), call));
    }

    /**
     * Requests the final reference. Empty if access to it has expired, or the policy allows it only after a redirect.
     */
    private Optional<HttpResponse> tryDirect(HttpRequest request, Call call) throws ImageException {
        try {
            HttpResponse response = http.send(request, call);
            if (!GRANT_EXPIRED.contains(response.status())) {
                return Optional.of(response);
            }
            response.close();
        } catch (ImageException e) {
            if (e.code() != ErrorCode.REFUSED_BY_POLICY) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private HttpRequest ranged(HttpRequest whole, RequestedRange range) {
        if (range.isWhole()) {
            return whole;
        }
        HttpRequest part = whole.header("Range", range.header());
        if (range.anyVersion()) {
            return part;
        }
        return Versions.validator(shown)
                .map(tag -> part.header("If-Range", tag))
                .orElse(part);
    }

    /** Converts a response to a body, which then owns the response; closes the response if there is none. */
    private Optional<Body> body(RequestedRange range, HttpResponse response) throws ImageException {
        Optional<Body> body = Optional.empty();
        try {
            body = read(range, response);
            return body;
        } finally {
            if (body.isEmpty()) {
                response.close();
            }
        }
    }

    private Optional<Body> read(RequestedRange range, HttpResponse response) throws ImageException {
        switch (response.status()) {
            case PARTIAL -> {
                return part(range, response);
            }
            case UNSATISFIABLE -> {
                return Optional.of(empty(range, response));
            }
            case PRECONDITION_FAILED -> throw version.changed("the server answered " + PRECONDITION_FAILED);
            default -> {
                ExpectedStatus.require(response, operation);
                return Optional.of(whole(range, response));
            }
        }
    }

    private Body whole(RequestedRange range, HttpResponse response) throws ImageException {
        Optional<String> coding = ContentCoding.of(response);
        if (coding.isPresent() && range.first() > 0) {
            throw version.changed("the origin now sends it in a content coding");
        }
        OptionalLong total = ContentLength.of(response);
        ResponseBody bytes = new ResponseBody(response);
        Body body = coding.map(name -> Body.coded(bytes, name))
                .orElseGet(() -> withChannel(Body.of(bytes, 0, total), response.channel()));
        return withInfo(body.withEndProof(response::isEndProven), version.compare(range, response, total));
    }

    private Optional<Body> part(RequestedRange range, HttpResponse response) throws ImageException {
        if (range.isWhole()) {
            throw contradiction("a part, but the whole was requested");
        }
        if (ContentCoding.of(response).isPresent()) {
            return Optional.empty();
        }
        ContentRange received = ContentRange.of(response);
        if (received.first() > range.first() || received.last() < range.first()) {
            throw contradiction("bytes " + received.first() + " to " + received.last() + ", but bytes from "
                    + range.first() + " were requested");
        }
        OptionalLong length = ContentLength.of(response);
        if (length.isPresent() && length.getAsLong() != received.length()) {
            throw contradiction(length.getAsLong() + " bytes, but its Content-Range is " + received.first() + " to "
                    + received.last());
        }
        Optional<ImageInfo> facts = version.compare(range, response, received.total());
        OptionalLong size = received.total().isPresent() ? received.total() : shown.size();
        boolean isComplete = size.isEmpty() || received.last() >= Math.min(range.last(), size.getAsLong() - 1);
        RangeGuard guard = new RangeGuard(received.length(), isComplete, operation);
        Body body = Body.of(new RangeStream(response.body(), guard, response), received.first(), received.total());
        return Optional.of(withInfo(
                withChannel(body, response.channel().map(channel -> new RangeChannel(channel, guard))), facts));
    }

    /** Handles a response without a satisfiable range: the end of the image, or another image. */
    private Body empty(RequestedRange range, HttpResponse response) throws ImageException {
        OptionalLong total = ContentRange.unsatisfied(response);
        if (total.isEmpty() || range.isWhole()) { // a request without a range has no unsatisfiable one
            throw response.failure(operation + " from byte " + range.first());
        }
        Optional<ImageInfo> facts = version.compare(range, response, total);
        if (total.getAsLong() < range.first()) {
            throw version.changed("it ends at " + total.getAsLong() + ", before byte " + range.first());
        }
        if (total.getAsLong() > range.first()) {
            throw contradiction("status 416 for byte " + range.first() + " of " + total.getAsLong());
        }
        RangeStream none = new RangeStream(InputStream.nullInputStream(), new RangeGuard(0, true, operation), response);
        return withInfo(Body.of(none, range.first(), total), facts);
    }

    private static Body withChannel(Body body, Optional<? extends ReadableByteChannel> channel) {
        return channel.map(body::withChannel).orElse(body);
    }

    private static Body withInfo(Body body, Optional<ImageInfo> info) {
        return info.map(body::withInfo).orElse(body);
    }

    private ImageException contradiction(String what) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, operation + ": the server answered with " + what)
                .nonRetryable();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.http.internal.answer.ContentCoding;
import io.ingot.http.internal.answer.ContentLength;
import io.ingot.http.internal.answer.ContentRange;
import io.ingot.http.internal.answer.ExpectedStatus;
import io.ingot.http.internal.answer.MirrorSearch;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The bytes of one version of an image. What an answer holds is told by the answer, and compared with what was asked and
 * shown; a server that knows no ranges is an ordinary case.
 */
public final class HttpBytes implements ImageSource.Bytes {
    private static final int PARTIAL = 206;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNSATISFIABLE = 416;

    private static final Set<Integer> GRANT_ENDED = Set.of(401, 403, 404, 410);

    private final HttpClient http;
    private final HttpRequest get;
    private final Optional<HttpRequest> direct;
    private final ImageInfo shown;
    private final ShownVersion version;
    private final String doing;

    /**
     * The bytes that a request brings.
     *
     * @param get the request for all of them
     * @param shown the version that they must be of. Where it was redirected then is asked again, since the next redirect
     *     may lead to another mirror; where that grants it no longer, the reference itself is
     */
    public HttpBytes(HttpClient http, HttpRequest get, ImageInfo shown) {
        this.http = http;
        this.get = get;
        this.shown = shown;
        this.direct = shown.finalReference().map(at -> directly(get, shown, at));
        this.doing = "reading " + get.target();
        this.version = new ShownVersion(get.target(), shown, doing);
    }

    @Override
    public Body read(long offset, long limit, Call call) throws ImageException {
        return read(AskedRange.ofShownVersion(offset, limit), call);
    }

    @Override
    public Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
        return read(AskedRange.ofAnyVersion(offset, limit), call);
    }

    private Body read(AskedRange range, Call call) throws ImageException {
        Optional<Body> body = attempt(range, call);
        if (body.isPresent()) {
            return body.get();
        }
        // A range of a coded form is of no use, and the form as a whole is only for whoever begins with it.
        if (range.first() > 0) {
            throw version.changed("the origin sends it coded now");
        }
        return attempt(range.whole(), call)
                .orElseThrow(() -> new IllegalStateException("a whole answer is never a range"));
    }

    /** Credentials go no further than the origin they were given for: a redirect adds none. */
    @Override
    public boolean anonymous() {
        return get.credentials().isEmpty();
    }

    /** Led there from as far as when it was shown; from anywhere, if the service that showed it did not say. */
    private static HttpRequest directly(HttpRequest get, ImageInfo shown, ImageReference at) {
        HttpRequest ask = get.at(at).ledFrom(shown.scope().orElse(AddressScope.PUBLIC));
        return at.origin().equals(get.target().origin()) ? ask.as(get.credentials()) : ask;
    }

    /** Empty if the answer is a range of a coded form. */
    private Optional<Body> attempt(AskedRange range, Call call) throws ImageException {
        if (direct.isEmpty()) {
            return body(range, MirrorSearch.send(http, ranged(get, range), call));
        }
        Optional<HttpResponse> granted = granted(ranged(direct.get(), range), call);
        return body(range, granted.isPresent() ? granted.get() : http.send(ranged(get, range), call));
    }

    /** Empty if the grant ended there, or that place is one to which only the redirect itself may lead. */
    private Optional<HttpResponse> granted(HttpRequest ask, Call call) throws ImageException {
        try {
            HttpResponse answer = http.send(ask, call);
            if (!GRANT_ENDED.contains(answer.status())) {
                return Optional.of(answer);
            }
            answer.close();
        } catch (ImageException e) {
            if (e.code() != ErrorCode.REFUSED_BY_POLICY) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private HttpRequest ranged(HttpRequest whole, AskedRange range) {
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

    /** The body has the answer then; if there is none, nobody has. */
    private Optional<Body> body(AskedRange range, HttpResponse answer) throws ImageException {
        Optional<Body> body = Optional.empty();
        try {
            body = read(range, answer);
            return body;
        } finally {
            if (body.isEmpty()) {
                answer.close();
            }
        }
    }

    private Optional<Body> read(AskedRange range, HttpResponse answer) throws ImageException {
        switch (answer.status()) {
            case PARTIAL -> {
                return part(range, answer);
            }
            case UNSATISFIABLE -> {
                return Optional.of(nothing(range, answer));
            }
            case PRECONDITION_FAILED -> throw version.changed("the server answered " + PRECONDITION_FAILED);
            default -> {
                ExpectedStatus.require(answer, doing);
                return Optional.of(whole(range, answer));
            }
        }
    }

    private Body whole(AskedRange range, HttpResponse answer) throws ImageException {
        Optional<String> coding = ContentCoding.of(answer);
        if (coding.isPresent() && range.first() > 0) {
            throw version.changed("the origin sends it coded now");
        }
        OptionalLong total = ContentLength.of(answer);
        AnswerBytes bytes = new AnswerBytes(answer);
        Body body = coding.map(name -> Body.coded(bytes, name)).orElseGet(() -> Body.of(bytes, 0, total));
        return told(body.withEndProof(answer::endProven), version.compare(range, answer, total));
    }

    private Optional<Body> part(AskedRange range, HttpResponse answer) throws ImageException {
        if (range.isWhole()) {
            throw lie("a part, though the whole was asked for");
        }
        if (ContentCoding.of(answer).isPresent()) {
            return Optional.empty();
        }
        ContentRange got = ContentRange.of(answer);
        if (got.first() > range.first() || got.last() < range.first()) {
            throw lie("bytes " + got.first() + " to " + got.last() + ", though those from " + range.first()
                    + " were asked for");
        }
        OptionalLong length = ContentLength.of(answer);
        if (length.isPresent() && length.getAsLong() != got.length()) {
            throw lie(length.getAsLong() + " bytes, though it calls them " + got.first() + " to " + got.last());
        }
        Optional<ImageInfo> told = version.compare(range, answer, got.total());
        OptionalLong size = got.total().isPresent() ? got.total() : shown.size();
        boolean enough = size.isEmpty() || got.last() >= Math.min(range.last(), size.getAsLong() - 1);
        RangeStream bytes = new RangeStream(answer.body(), got.length(), enough, answer, doing);
        return Optional.of(told(Body.of(bytes, got.first(), got.total()), told));
    }

    /** Nothing follows the last byte; anything else that has no such range is another image. */
    private Body nothing(AskedRange range, HttpResponse answer) throws ImageException {
        OptionalLong total = ContentRange.unsatisfied(answer);
        if (total.isEmpty() || range.isWhole()) { // where no range was asked for, none can be missing
            throw answer.failure(doing + " from byte " + range.first());
        }
        Optional<ImageInfo> told = version.compare(range, answer, total);
        if (total.getAsLong() < range.first()) {
            throw version.changed("it ends at " + total.getAsLong() + ", before byte " + range.first());
        }
        if (total.getAsLong() > range.first()) {
            throw lie("that it has no byte " + range.first() + " of " + total.getAsLong());
        }
        RangeStream none = new RangeStream(InputStream.nullInputStream(), 0, true, answer, doing);
        return told(Body.of(none, range.first(), total), told);
    }

    private static Body told(Body body, Optional<ImageInfo> info) {
        return info.map(body::withInfo).orElse(body);
    }

    private ImageException lie(String what) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, doing + ": the server answers with " + what)
                .nonRetryable();
    }
}

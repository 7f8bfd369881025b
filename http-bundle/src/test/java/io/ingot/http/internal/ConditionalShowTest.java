// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageInfo.Kind;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RawServer.Received;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests conditional requests for known facts, and how a 304 changes them. */
class ConditionalShowTest extends HttpFixture {
    private static final String PAGE = "200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\nContent-Type: text/html";
    private static final String TAGGED =
            "200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\nLast-Modified: Tue, 15 Nov 2014 08:12:31 GMT\r\nContent-Type: application/x-qcow2";
    private static final String DATED =
            "200 OK\r\nContent-Length: 5\r\nLast-Modified: Tue, 15 Nov 2014 08:12:31 GMT\r\nDate: Tue, 15 Nov 2015 08:12:31 GMT";
    private static final Instant CHANGED = Instant.parse("2014-11-15T08:12:31Z");

    @Test
    @DisplayName("H-27: facts with a strong tag are confirmed by one conditional HEAD")
    void tagIsConfirmedByOneRequest() throws Exception {
        try (RawServer server = answering(TAGGED, "304 Not Modified\r\nETag: \"e\"")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(now).isEqualTo(known);
            assertThat(now.sameVersion(known)).isTrue();
            assertThat(now.versionByDate()).isFalse();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0).header("if-none-match")).isEmpty();
            assertThat(last(server).method()).isEqualTo("HEAD");
            assertThat(last(server).header("if-none-match")).contains("\"e\"");
            assertThat(last(server).header("if-modified-since")).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void factsRestoredFromTextAreConfirmed() throws Exception {
        try (RawServer server = answering(TAGGED, "304 Not Modified")) {
            ImageInfo restored =
                    ImageInfo.of(show(server.url("/image?version=1")).facts());
            assertThat(showKnown(server.url("/image?version=1"), restored)).isEqualTo(restored);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("RFC 9110 §13.1.3: a date is confirmed if the response repeats it")
    void dateIsConfirmedByOneRequest() throws Exception {
        try (RawServer server =
                answering(DATED, "304 Not Modified\r\nLast-Modified: Tuesday, 15-Nov-14 08:12:31 GMT")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(known.versionByDate()).isTrue();
            assertThat(now).isEqualTo(known);
            assertThat(server.requests()).hasSize(2);
            assertThat(last(server).header("if-modified-since")).contains("Sat, 15 Nov 2014 08:12:31 GMT");
            assertThat(last(server).header("if-none-match")).isEmpty();
        }
    }

    @Test
    void changedImageIsShownByOneRequest() throws Exception {
        try (RawServer server = answering(TAGGED, "200 OK\r\nContent-Length: 6\r\nETag: \"f\"")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(now.size()).hasValue(6);
            assertThat(now.sameVersion(known)).isFalse();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 405, 501})
    @DisplayName("H-07: if HEAD is refused, the GET of one byte is conditional")
    void fallbackIsConditional(int status) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.send("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            } else if (request.header("if-none-match").isPresent()) {
                connection.send("HTTP/1.1 304 Not Modified\r\n\r\n");
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000", "ETag: \"e\"");
            }
        })) {
            ImageInfo known = show(server.url("/image"));
            assertThat(showKnown(server.url("/image"), known)).isEqualTo(known);
            assertThat(last(server).header("range")).contains("bytes=0-0");
        }
    }

    @Test
    void plainGetIsConditionalIfRangesAreRefused() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.answer("405 No", "");
            } else if (request.header("range").isPresent()) {
                connection.answer("400 No", "");
            } else if (request.header("if-none-match").isPresent()) {
                connection.send("HTTP/1.1 304 Not Modified\r\n\r\n");
            } else {
                connection.answer("200 OK", "12345", "ETag: \"e\"");
            }
        })) {
            ImageInfo known = show(server.url("/image"));
            assertThat(showKnown(server.url("/image"), known)).isEqualTo(known);
            assertThat(last(server).header("if-none-match")).contains("\"e\"");
        }
    }

    @Test
    @DisplayName("RFC 9110 §15.4.5: the header of a 304 updates what it names, and nothing else")
    void headerOfA304UpdatesWhatItNames() throws Exception {
        try (RawServer server = answering(
                TAGGED,
                "304 Not Modified\r\nETag: \"e\"\r\nCache-Control: no-store\r\nContent-Length: 0\r\n"
                        + "Last-Modified: Sun, 15 Nov 2015 08:12:31 GMT\r\nContent-Type: application/octet-stream")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(now.cacheable()).isFalse();
            assertThat(now.updatedAt()).contains(CHANGED.plusSeconds(365L * 24 * 3600));
            assertThat(now.mediaType()).contains("application/octet-stream");
            assertThat(now.size()).isEqualTo(known.size());
            assertThat(now.version()).isEqualTo(known.version());
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: \"f\"",
                "ETag: W/\"e\"",
                "ETag: e",
                "ETag: \"e\"\r\nETag: \"f\"",
                "Content-Length: 6",
                "Content-Type: text/html",
                "Content-Encoding: gzip",
            })
    void a304ThatContradictsKnownFactsConfirmsNothing(String contradiction) throws Exception {
        try (RawServer server =
                answering(TAGGED, "304 Not Modified\r\n" + contradiction, "200 OK\r\nContent-Length: 6")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(now.size()).hasValue(6);
            assertThat(now.sameVersion(known)).isFalse();
            assertThat(server.requests()).hasSize(3);
            assertThat(last(server).header("if-none-match")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: at all",
                "Last-Modified: Mon, 15 Nov 2004 08:12:31 GMT",
                "Last-Modified: Tue, 15 Nov 2014 08:12:31 GMT\r\nETag: \"e\"",
            })
    @DisplayName("RFC 9110 §13.1.3: an older file is not modified since, and is another version")
    void dateThatIsNotRepeatedConfirmsNothing(String header) throws Exception {
        try (RawServer server = answering(DATED, "304 Not Modified\r\n" + header, DATED.replace("2014", "2004"))) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);

            assertThat(now.sameVersion(known)).isFalse();
            assertThat(server.requests()).hasSize(3);
            assertThat(last(server).header("if-modified-since")).isEmpty();
        }
    }

    @Test
    void a304ToEveryRequestIsAPermanentFailure() throws Exception {
        try (RawServer server = answering(TAGGED, "304 Not Modified\r\nETag: \"f\"")) {
            ImageInfo known = show(server.url("/image"));
            assertThatFailure(() -> showKnown(server.url("/image"), known))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isNotRetryable();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void unsolicited304IsAPermanentFailure() throws Exception {
        try (RawServer server = answering("304 Not Modified\r\nETag: \"e\"")) {
            assertThatFailure(() -> show(server.url("/image")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isNotRetryable();
            ImageInfo nothing = ImageInfo.builder().size(5).entityTag("\"e\"").build();
            assertThatFailure(() -> showKnown(server.url("/image"), nothing)).hasCode(ErrorCode.TRANSFER_FAILED);
            assertThat(server.requests())
                    .allSatisfy(request ->
                            assertThat(request.header("if-none-match")).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: W/\"e\"", "ETag: \"\"", "X-Nothing: at all"})
    void withoutAVersionNoRequestIsConditional(String header) throws Exception {
        String facts = "200 OK\r\nContent-Length: 5\r\nLast-Modified: Tue, 15 Nov 2014 08:12:31 GMT\r\n" + header;
        try (RawServer server = answering(facts)) {
            ImageInfo known = show(server.url("/image"));
            assertThat(showKnown(server.url("/image"), known)).isEqualTo(known);
            assertUnconditional(last(server));
        }
    }

    @Test
    void tagOfAnotherResourceIsNotSent() throws Exception {
        try (RawServer server = answering(TAGGED)) {
            ImageInfo known = show(server.url("/image"));
            for (String other : List.of("/other", "/image?version=2")) {
                assertThat(showKnown(server.url(other), known).sameVersion(known))
                        .isFalse();
                assertUnconditional(last(server));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"e\"\r\nX-Smuggled: 1", "e", "W/\"e\"", "\"f\""})
    void damagedFactsAreNotSent(String tag) throws Exception {
        try (RawServer server = answering(TAGGED)) {
            ImageInfo known =
                    show(server.url("/image")).toBuilder().entityTag(tag).build();
            showKnown(server.url("/image"), known);
            assertUnconditional(last(server));
        }
    }

    @Test
    void damagedDateIsNotSent() throws Exception {
        try (RawServer server = answering(DATED)) {
            ImageInfo known = show(server.url("/image"));
            for (ImageInfo damaged : List.of(
                    known.toBuilder().updatedAt(Instant.MAX).build(),
                    known.toBuilder().size(6).build(),
                    known.toBuilder().versionByDate(false).build(),
                    known.toBuilder().entityTag("\"e\"").build())) {
                showKnown(server.url("/image"), damaged);
                assertUnconditional(last(server));
            }
        }
    }

    @Test
    @DisplayName("H-08: a 304 after redirects confirms if the final URL is the known one, apart from its signature")
    void sameFinalUrlConfirms() throws Exception {
        try (RawServer server = redirecting("/v1?grant=1", "/v1?grant=2")) {
            ImageInfo known = show(server.url("/latest"));
            ImageInfo now = showKnown(server.url("/latest"), known);

            assertThat(now.version()).isEqualTo(known.version());
            assertThat(now.finalReference()).contains(ImageReference.parse(server.url("/v1?grant=2")));
            assertThat(last(server).header("if-none-match")).contains("\"e\"");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    @DisplayName("H-08: a redirect to another URL confirms nothing")
    void anotherFinalUrlConfirmsNothing() throws Exception {
        try (RawServer server = redirecting("/v1", "/v2")) {
            ImageInfo known = show(server.url("/latest"));
            ImageInfo now = showKnown(server.url("/latest"), known);

            assertThat(now.sameVersion(known)).isFalse();
            assertThat(now.finalReference()).contains(ImageReference.parse(server.url("/v2")));
            assertUnconditional(last(server));
        }
    }

    @Test
    void removedRedirectConfirmsNothing() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            boolean conditional = request.header("if-none-match").isPresent();
            if (conditional) {
                connection.send("HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n");
            } else if (request.target().equals("/latest")) {
                connection.answer("302 Found", "", "Location: /v1");
            } else {
                connection.send("HTTP/1.1 " + TAGGED + "\r\n\r\n");
            }
        })) {
            ImageInfo known = show(server.url("/latest"));
            assertThat(showKnown(server.url("/latest"), known)).isEqualTo(known);
            assertUnconditional(last(server));
        }
    }

    @ParameterizedTest
    @CsvSource({"401,NOT_AUTHORIZED", "403,NOT_AUTHORIZED", "404,NOT_FOUND"})
    void refusalTakesPrecedenceOverTheCondition(int status, ErrorCode code) throws Exception {
        try (RawServer server = answering(TAGGED, status + " No\r\nETag: \"e\"\r\nContent-Length: 0")) {
            ImageInfo known = show(server.url("/image"));
            assertThatFailure(() -> showKnown(server.url("/image"), known)).hasCode(code);
        }
    }

    @Test
    @DisplayName("RFC 9111 §5.2.1.4: with noCache, show and read send no condition")
    void noCacheBypassesCaches() throws Exception {
        try (RawServer server =
                new RawServer((request, connection) -> connection.answer("200 OK", "12345", "ETag: \"e\""))) {
            ImageInfo known = show(server.url("/image"));
            assertThat(last(server).header("cache-control")).isEmpty();

            service.show(request(server.url("/image")).ifNotModified(known).noCache(true), call);
            assertNoCache(last(server));

            ImageSource.Bytes bytes = (ImageSource.Bytes)
                    service.open(request(server.url("/image")).noCache(true), known, call);
            bytes.read(0, Long.MAX_VALUE, call).close();
            assertNoCache(last(server));
            assertThat(last(server).method()).isEqualTo("GET");
            readAll(server.url("/image"), known).close();
            assertThat(last(server).header("cache-control")).isEmpty();
        }
    }

    @Test
    void readsAreNeverConditional() throws Exception {
        try (RawServer server =
                new RawServer((request, connection) -> connection.answer("200 OK", "12345", "ETag: \"e\""))) {
            ImageInfo known = show(server.url("/image"));
            ImageSource.Bytes bytes = (ImageSource.Bytes)
                    service.open(request(server.url("/image")).ifNotModified(known), known, call);
            assertThat(text(bytes.read(0, Long.MAX_VALUE, call))).isEqualTo("12345");
            assertUnconditional(last(server));
        }
    }

    @Test
    void listingStaysAListing() throws Exception {
        try (RawServer server = answering(PAGE, PAGE, "304 Not Modified\r\nContent-Type: text/html; charset=utf-8")) {
            ImageInfo known = show(server.url("/image"));
            ImageInfo now = showKnown(server.url("/image"), known);
            assertThat(now.kind()).isEqualTo(Kind.LISTING);
            assertThat(now.notes()).isEqualTo(known.notes());
            assertThat(server.requests()).hasSize(3);
        }
    }

    private ImageInfo showKnown(String url, ImageInfo known) throws IOException {
        return service.show(request(url).ifNotModified(known), call);
    }

    private static Received last(RawServer server) {
        return server.requests().get(server.requests().size() - 1);
    }

    private static void assertNoCache(Received request) {
        assertThat(request.header("cache-control")).contains("no-cache");
        assertThat(request.header("pragma")).contains("no-cache");
        assertUnconditional(request);
    }

    private static void assertUnconditional(Received request) {
        assertThat(request.header("if-none-match")).isEmpty();
        assertThat(request.header("if-modified-since")).isEmpty();
    }

    /** Starts a server that sends these status lines and headers, one per request; the last one repeatedly. */
    private static RawServer answering(String... headers) throws IOException {
        AtomicInteger next = new AtomicInteger();
        return new RawServer((request, connection) -> connection.send(
                "HTTP/1.1 " + headers[Math.min(next.getAndIncrement(), headers.length - 1)] + "\r\n\r\n"));
    }

    /** Starts a server that redirects {@code /latest} to one URL first, and later to another; both have one tag. */
    private static RawServer redirecting(String first, String then) throws IOException {
        AtomicInteger redirects = new AtomicInteger();
        return new RawServer((request, connection) -> {
            if (request.target().equals("/latest")) {
                connection.answer("302 Found", "", "Location: " + (redirects.getAndIncrement() == 0 ? first : then));
            } else if (request.header("if-none-match").isPresent()) {
                connection.send("HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n");
            } else {
                connection.send("HTTP/1.1 " + TAGGED + "\r\n\r\n");
            }
        });
    }
}

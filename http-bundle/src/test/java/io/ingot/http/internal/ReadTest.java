// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RawServer.Connection;
import io.ingot.testing.http.RawServer.Received;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading. The image is {@code 0123456789}, shown with a strong tag; each test then scripts the server. */
class ReadTest extends HttpFixture {
    private static final String IMAGE = "0123456789";
    private static final long ALL = Long.MAX_VALUE;

    private volatile RawServer.Script script = ReadTest::serve;
    private RawServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer((request, connection) -> script.serve(request, connection));
        url = server.url("/image");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void wholeImageIsReadWithoutARange(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        try (Body body = readAll(url, shown)) {
            assertThat(body.offset()).isZero();
            assertThat(body.total()).hasValue(10);
            assertThat(body.coding()).isEmpty();
            assertThat(text(view, body)).isEqualTo(IMAGE);
        }
        assertThat(last().headers())
                .doesNotContainKeys("range", "if-range")
                .containsEntry("accept-encoding", "identity");
    }

    @ParameterizedTest
    @CsvSource({
        "0,4,bytes=0-3,0123",
        "3,4,bytes=3-6,3456",
        "3,9223372036854775807,bytes=3-,3456789",
        "9,100,bytes=9-108,9"
    })
    void partIsReadByARangeOfThatVersionOnly(long offset, long limit, String range, String bytes) throws Exception {
        ImageInfo shown = show(url);
        try (Body body = read(url, shown, offset, limit)) {
            assertThat(body.offset()).isEqualTo(offset);
            assertThat(body.total()).hasValue(10);
            assertThat(text(body)).isEqualTo(bytes);
        }
        assertThat(last().headers()).containsEntry("range", range).containsEntry("if-range", "\"v1\"");
    }

    @ParameterizedTest
    @EnumSource
    void connectionServesPartsInSuccession(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        for (int offset = 0; offset < 10; offset++) {
            assertThat(text(view, read(url, shown, offset, 1))).isEqualTo(IMAGE.substring(offset, offset + 1));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void serverWithoutRangesSendsTheWhole(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        script = (request, connection) -> connection.answer("200 OK", IMAGE, "ETag: \"v1\"");
        try (Body body = read(url, shown, 7, ALL)) {
            assertThat(body.offset()).isZero();
            assertThat(text(view, body)).isEqualTo(IMAGE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void partMayBeginEarlier(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        script = (request, connection) ->
                connection.answer("206 Partial", IMAGE.substring(4), "ETag: \"v1\"", "Content-Range: bytes 4-9/10");
        try (Body body = read(url, shown, 6, ALL)) {
            assertThat(body.offset()).isEqualTo(4);
            assertThat(text(view, body)).isEqualTo("456789");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK|ETag: \"v2\"|0123456789",
                "200 OK|X: y|0123456789",
                "200 OK|ETag: W/\"v1\"|0123456789",
                "200 OK|ETag: \"v1\"|0123456789longer",
                "200 OK|ETag: \"v1\"|short",
                "206 Partial|ETag: \"v2\"\r\nContent-Range: bytes 5-9/10|56789",
                "206 Partial|Content-Range: bytes 5-9/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-9/11|56789",
                "412 Failed|X: y|",
                "416 No|ETag: \"v1\"\r\nContent-Range: bytes */4|",
                "416 No|ETag: \"v2\"\r\nContent-Range: bytes */5|",
                "200 OK|ETag: \"v1\"\r\nContent-Type: text/html|0123456789",
                "200 OK|ETag: \"v1\"\r\nContent-Encoding: gzip|coded",
                "206 Partial|ETag: \"v1\"\r\nContent-Encoding: gzip\r\nContent-Range: bytes 5-9/10|coded",
            })
    @DisplayName("another version is a version change even if the server ignores If-Range")
    void anotherVersionIsAVersionChange(String response) throws Exception {
        ImageInfo shown = show(url);
        script = answering(response);
        ImageException failure = assertThatFailure(() -> read(url, shown, 5, ALL))
                .isVersionChange()
                .failure();
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK|ETag: \"v2\"|0123456789",
                "200 OK|X: y|0123456789",
                "200 OK|ETag: W/\"v1\"|0123456789",
                "200 OK|ETag: \"v1\"|longer than was shown",
                "200 OK|ETag: \"v1\"\r\nCache-Control: no-store|0123456789",
                "203 Changed|ETag: \"v1\"|0123456789",
            })
    @DisplayName("a whole response has its own version, whatever was shown")
    void wholeResponseHasItsOwnVersion(String response) throws Exception {
        ImageInfo shown = show(url);
        script = answering(response);
        ImageInfo facts;
        try (Body body = readAll(url, shown)) {
            facts = body.info().orElseThrow();
            assertThat(text(body)).isEqualTo(response.split("\\|", -1)[2]);
        }
        assertThat(facts).isNotEqualTo(shown);
        assertThat(facts.size()).hasValue(response.split("\\|", -1)[2].length());
        assertThat(readAll(url, facts).info()).isEmpty();
    }

    @Test
    void wholeResponseOfTheVersionShownHasNoNewFacts() throws Exception {
        ImageInfo shown = show(url);
        assertThat(readAll(url, shown).info()).isEmpty();
        assertThat(read(url, shown, 0, 5).info()).isEmpty();
        script = (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nTransfer-Encoding: chunked\r\n\r\na\r\n" + IMAGE
                    + "\r\n0\r\n\r\n");
        };
        assertThat(readAll(url, shown).info()).isEmpty();
    }

    @Test
    void sizeShownAppliesToAResponseWithoutSizeAndVersion() throws Exception {
        ImageInfo shown = show(url);
        script = closingAtTheEnd("X: y");
        assertThat(readAll(url, shown).info().orElseThrow().size()).isEqualTo(shown.size());

        script = closingAtTheEnd("ETag: \"v2\"");
        assertThat(readAll(url, shown).info().orElseThrow().size()).isEmpty();
    }

    @Test
    void pageInsteadOfTheWholeIsReportedAsListing() throws Exception {
        ImageInfo shown = show(url);
        script = answering("200 OK|Content-Type: text/html|<h1>log in</h1>");
        try (Body body = readAll(url, shown)) {
            assertThat(body.info().orElseThrow().kind()).isEqualTo(ImageInfo.Kind.LISTING);
        }
    }

    @Test
    void partOfAnyVersionIsReadOnRequest() throws Exception {
        ImageInfo shown = show(url);
        assertThat(readAny(url, shown, 5).info()).isEmpty();
        assertThat(last().headers()).containsEntry("range", "bytes=5-").doesNotContainKey("if-range");

        script = servingWith("ETag: \"of-the-other-node\"");
        try (Body body = readAny(url, shown, 5)) {
            assertThat(body.info().orElseThrow().version().orElseThrow()).startsWith("etag:\"of-the-other-node\"");
            assertThat(text(body)).isEqualTo("56789");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-9/11|56789",
                "200 OK|ETag: \"v1\"|short",
                "200 OK|ETag: \"v1\"\r\nContent-Type: text/html|0123456789",
                "200 OK|ETag: \"v1\"\r\nContent-Encoding: gzip|coded",
            })
    void partOfAnotherImageIsAVersionChangeEvenIfAnyVersionIsAccepted(String response) throws Exception {
        ImageInfo shown = show(url);
        script = answering(response);
        assertThatFailure(() -> readAny(url, shown, 5)).isVersionChange();
    }

    @Test
    void codedWholeResponseIsPassedOnDespiteAShownVersion() throws Exception {
        ImageInfo shown = show(url);
        script = answering("200 OK|ETag: \"v1\"\r\nContent-Encoding: gzip|coded");
        try (Body body = readAll(url, shown)) {
            assertThat(body.coding()).contains("gzip");
            assertThat(body.info().orElseThrow().version()).isEmpty();
            assertThat(body.info().orElseThrow().size()).isEmpty();
        }
    }

    @Test
    void valueThatIsNotACodingLeavesTheBytesUnchanged() throws Exception {
        ImageInfo shown = show(url);
        script = servingWith("ETag: \"v1\"\r\nContent-Encoding: aws-chunked");
        try (Body body = readAll(url, shown)) {
            assertThat(body.coding()).isEmpty();
            assertThat(body.info().orElseThrow().notes()).hasSize(1);
            assertThat(text(body)).isEqualTo(IMAGE);
        }
        assertThat(text(read(url, shown, 5, ALL))).isEqualTo("56789");
    }

    @Test
    void redirectorIsAskedAgainIfItsMirrorLacksTheImage() throws Exception {
        ImageInfo shown = show(url);
        AtomicInteger redirects = new AtomicInteger();
        script = (request, connection) -> {
            if (request.target().equals("/image")) {
                connection.answer(
                        "302 Found", "", "Location: " + (redirects.incrementAndGet() > 1 ? "/good" : "/empty"));
            } else if (request.target().equals("/good")) {
                serve(request, connection);
            } else {
                connection.answer("404 None", "");
            }
        };
        try (Body body = readAll(url, shown)) {
            assertThat(text(body)).isEqualTo(IMAGE);
        }
        redirects.set(-9);
        assertThatFailure(() -> readAll(url, shown)).hasCode(ErrorCode.NOT_FOUND);
        assertThat(redirects).hasValue(-7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "206 Partial|ETag: \"v1\"|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 6-9/10|6789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 0-3/10|0123",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-9/9|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 9-5/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes=5-9/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: items 5-9/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-9/10\r\nContent-Range: bytes 0-4/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-8/10|56789",
                "206 Partial|ETag: \"v1\"\r\nContent-Type: multipart/byteranges; boundary=x|--x",
                "416 No|ETag: \"v1\"\r\nContent-Range: bytes */10|",
                "416 No|ETag: \"v1\"|",
                "400 Bad|X: y|",
                "302 Found|X: y|",
            })
    @DisplayName("H-29: another part than the requested one is a permanent failure")
    void anotherPartIsAPermanentFailure(String response) throws Exception {
        ImageInfo shown = show(url);
        script = answering(response);
        ImageException failure = assertThatFailure(() -> read(url, shown, 5, ALL))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .failure();
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    @DisplayName("H-29: a part instead of the whole is a permanent failure")
    void partInsteadOfTheWholeIsAPermanentFailure() throws Exception {
        ImageInfo shown = show(url);
        script = answering("206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 0-9/10|0123456789");
        assertThatFailure(() -> readAll(url, shown))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .isNotRetryable();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204})
    @DisplayName("H-29: a success that is neither 200 nor the part brings no image; a queued image's file is 204")
    void otherSuccessIsUnacceptable(int status) throws Exception {
        ImageInfo shown = show(url);
        script = answering(status + " Fine|X: y|");
        assertThatFailure(() -> readAll(url, shown)).hasCode(ErrorCode.UNACCEPTABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "401,NOT_AUTHORIZED,false",
        "403,NOT_AUTHORIZED,false",
        "404,NOT_FOUND,false",
        "409,TRANSFER_FAILED,false",
        "410,NOT_FOUND,false",
        "413,TRANSFER_FAILED,false",
        "503,TRANSFER_FAILED,true"
    })
    void statusDecidesWhetherTheFailureIsRetryable(int status, ErrorCode code, boolean retryable) throws Exception {
        ImageInfo shown = show(url);
        script = answering(status + " So|X: y|");
        assertThat(assertThatFailure(() -> readAll(url, shown))
                        .hasCode(code)
                        .failure()
                        .retryable())
                .isEqualTo(retryable);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void shortPartFailsAfterItsBytes(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        script = answering("206 Partial|ETag: \"v1\"\r\nContent-Range: bytes 5-6/10|56");
        try (Body body = read(url, shown, 5, ALL)) {
            assertThat(view.of(body).readNBytes(2)).isEqualTo("56".getBytes(UTF_8));
            ImageException early = catchThrowableOfType(
                    ImageException.class, () -> view.of(body).read());
            assertThat(early.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(early.retryable()).isTrue();
        }
    }

    @Test
    void bodyIsReadOnceByEitherView() throws Exception {
        ImageInfo shown = show(url);
        for (Body body : List.of(readAll(url, shown), read(url, shown, 0, 10))) {
            ByteBuffer buffer = ByteBuffer.allocate(4);
            assertThat(body.bytes().readNBytes(3)).asString().isEqualTo("012");
            assertThat(body.channel().orElseThrow().read(buffer)).isEqualTo(4);
            assertThat(buffer.array()).asString().isEqualTo("3456");
            assertThat(text(body)).isEqualTo("789");
        }
    }

    @Test
    void channelIsClosedWithItsBody() throws Exception {
        ImageInfo shown = show(url);
        for (Body body : List.of(readAll(url, shown), read(url, shown, 5, ALL))) {
            ReadableByteChannel channel = body.channel().orElseThrow();
            assertThat(channel.isOpen()).isTrue();
            body.close();
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void closingTheChannelFreesTheConnection() throws Exception {
        ImageInfo shown = show(url);
        for (int i = 0; i < 3; i++) {
            for (Body body : List.of(readAll(url, shown), read(url, shown, 5, ALL))) {
                ReadableByteChannel channel = body.channel().orElseThrow();
                assertThat(channel.read(ByteBuffer.allocate(10))).isPositive();
                channel.close();
            }
        }
        assertThat(server.connections()).as("two bodies at a time").isEqualTo(2);
    }

    @Test
    void codedOrChunkedBodyHasNoChannel() throws Exception {
        ImageInfo shown = show(url);
        script = chunked("5\r\n56789\r\n0\r\n\r\n");
        try (Body body = read(url, shown, 5, ALL)) {
            assertThat(body.channel()).isEmpty();
        }
        script = answering("200 OK|ETag: \"v1\"\r\nContent-Encoding: gzip|coded");
        try (Body body = readAll(url, shown)) {
            assertThat(body.channel()).isEmpty();
        }
    }

    @Test
    void chunkedPartIsMeasuredByItsRange() throws Exception {
        ImageInfo shown = show(url);
        script = chunked("3\r\n567\r\n0\r\n\r\n");
        Body shorter = read(url, shown, 5, ALL);
        assertThat(catchThrowableOfType(ImageException.class, () -> text(shorter))
                        .retryable())
                .isTrue();

        script = chunked("7\r\n56789ab\r\n0\r\n\r\n");
        assertThat(text(read(url, shown, 5, ALL))).isEqualTo("56789");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("H-39: a truncated body is a retryable failure")
    void truncatedBodyIsRetryable(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        script = (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 10\r\n\r\n0123");
            connection.close();
        };
        Body body = readAll(url, shown);
        ImageException cut = catchThrowableOfType(ImageException.class, () -> text(view, body));
        assertThat(cut.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(cut.retryable()).isTrue();
    }

    @Test
    void rangeAfterTheLastByteIsEmpty() throws Exception {
        ImageInfo unknown = ImageInfo.builder().build();
        script = answering("416 No|Content-Range: bytes */10|");
        try (Body body = read(url, unknown, 10, ALL)) {
            assertThat(body.offset()).isEqualTo(10);
            assertThat(text(body)).isEmpty();
        }
    }

    @Test
    @DisplayName("416 to a request without a range is a permanent failure, not an empty image")
    void unsatisfiableRangeWithoutARequestedOneIsAPermanentFailure() throws Exception {
        ImageInfo unknown = ImageInfo.builder().build();
        script = answering("416 No|Content-Range: bytes */0|");
        assertThatFailure(() -> readAll(url, unknown))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .isNotRetryable();
        assertThat(text(read(url, unknown, 0, 10))).isEmpty();
    }

    @Test
    void wholeCodedFormOfAnUnknownVersionIsPassedOn() throws Exception {
        script = answering("200 OK|Content-Encoding: X-Gzip\r\nETag: \"e\"|coded");
        ImageInfo shown = show(url);
        try (Body body = readAll(url, shown)) {
            assertThat(body.coding()).contains("x-gzip");
            assertThat(body.total()).isEmpty();
            assertThat(text(body)).isEqualTo("coded");
        }
        assertThatFailure(() -> read(url, shown, 1, ALL)).isVersionChange();
    }

    @Test
    void rangeOfACodedFormIsReplacedByTheWholeAtTheBeginning() throws Exception {
        script = (request, connection) -> {
            if (request.header("range").isPresent()) {
                connection.answer("206 Partial", "co", "Content-Encoding: gzip", "Content-Range: bytes 0-1/5");
            } else {
                connection.answer("200 OK", "coded", "Content-Encoding: gzip");
            }
        };
        ImageInfo shown = show(url);
        try (Body body = read(url, shown, 0, 2)) {
            assertThat(body.coding()).contains("gzip");
            assertThat(text(body)).isEqualTo("coded");
        }
        assertThatFailure(() -> read(url, shown, 1, 2)).isVersionChange();
    }

    @Test
    void clearlyOlderLastModifiedMakesAVersionAndARange() throws Exception {
        String dates = "Date: Sat, 15 Nov 2014 09:00:00 GMT\r\nLast-Modified: Tuesday, 15-Nov-14 08:59:00 GMT";
        script = servingWith(dates);
        ImageInfo shown = show(url);
        assertThat(shown.version()).isPresent();

        assertThat(text(read(url, shown, 5, ALL))).isEqualTo("56789");
        assertThat(last().header("if-range")).contains("Sat, 15 Nov 2014 08:59:00 GMT");

        script = servingWith(dates.replace("08:59:00", "08:58:00"));
        assertThatFailure(() -> read(url, shown, 5, ALL)).isVersionChange();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: Sat, 15 Nov 2014 09:00:00 GMT\r\nLast-Modified: Sat, 15 Nov 2014 08:59:01 GMT",
                "Date: Sat, 15 Nov 2014 08:00:00 GMT\r\nLast-Modified: Sat, 15 Nov 2014 08:59:00 GMT",
                "Last-Modified: Sat, 15 Nov 2014 08:59:00 GMT",
                "Date: Sat, 15 Nov 2014 09:00:00 GMT\r\nLast-Modified: Sat, 15 Nov 2014 08:00:00 GMT\r\nETag: W/\"w\"",
                "Date: Sat, 15 Nov 2014 09:00:00 GMT\r\nLast-Modified: Sat, 15 Nov 2014 08:00:00 GMT\r\nETag: odd",
                "ETag: \"\"",
                "X: y",
            })
    void weakValidatorsMakeNoVersionAndAreNotSent(String headers) throws Exception {
        script = servingWith(headers);
        ImageInfo shown = show(url);
        assertThat(shown.version()).isEmpty();

        text(read(url, shown, 5, ALL));
        assertThat(last().header("if-range")).isEmpty();
    }

    @Test
    void versionBelongsToOneResource() throws Exception {
        ImageInfo one = show(server.url("/1"));
        ImageInfo other = show(server.url("/2"));
        assertThat(one.entityTag()).isEqualTo(other.entityTag());
        assertThat(one.sameVersion(other)).isFalse();
        assertThat(one.sameVersion(show(server.url("/1")))).isTrue();
        assertThat(one.sameVersion(show(server.url("/1?v=2")))).isFalse();
    }

    @Test
    void versionIsTheSameUnderAnotherSignature() throws Exception {
        ImageInfo monday = show(server.url("/1?X-Amz-Date=1&X-Amz-Signature=a"));
        assertThat(monday.version()).isPresent();
        assertThat(monday.sameVersion(show(server.url("/1?X-Amz-Date=2&X-Amz-Signature=b"))))
                .isTrue();
        assertThat(monday.sameVersion(show(server.url("/1")))).isTrue();
        assertThat(monday.sameVersion(show(server.url("/1?versionId=3&X-Amz-Signature=b"))))
                .isFalse();
    }

    @Test
    void expiredRedirectTargetIsRenewedWithTheSameVersion() throws Exception {
        AtomicReference<String> grant = new AtomicReference<>("1");
        script = (request, connection) -> {
            if (request.target().equals("/image")) {
                connection.answer("302 Found", "", "Location: /stored?grant=" + grant.get());
            } else if (request.target().equals("/stored?grant=" + grant.get())) {
                serve(request, connection);
            } else {
                connection.answer("403 Expired", "");
            }
        };
        ImageInfo shown = show(url);
        assertThat(text(read(url, shown, 2, 2))).isEqualTo("23");
        assertThat(server.requests())
                .extracting(Received::target)
                .containsExactly("/image", "/stored?grant=1", "/stored?grant=1");

        grant.set("2");
        assertThat(text(read(url, shown, 4, 2))).isEqualTo("45");
        assertThat(last().target()).isEqualTo("/stored?grant=2");
    }

    @Test
    void mirrorShownIsTheOneThatIsRead() throws Exception {
        try (RawServer first = new RawServer(
                        (request, connection) -> connection.answer("200 OK", "first one!", "ETag: \"1\""));
                RawServer second = new RawServer(
                        (request, connection) -> connection.answer("200 OK", "second one", "ETag: \"1\""))) {
            AtomicReference<String> mirror = new AtomicReference<>(first.url("/mirrored"));
            script = (request, connection) -> connection.answer("302 Found", "", "Location: " + mirror.get());
            ImageInfo shown = show(url);
            mirror.set(second.url("/mirrored"));

            assertThat(text(readAll(url, shown))).isEqualTo("first one!");
            assertThat(second.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endOfTheCallEndsTheRead(BodyView view) throws Exception {
        ImageInfo shown = show(url);
        script = (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 10\r\n\r\n01");
            connection.stall();
        };
        Body body = readAll(url, shown);
        assertThat(view.of(body).readNBytes(2)).hasSize(2);
        call.cancel("enough");
        assertThat(catchThrowableOfType(ImageException.class, () -> text(view, body))
                        .code())
                .isEqualTo(ErrorCode.CANCELLED);
    }

    private Body readAny(String of, ImageInfo shown, long offset) throws ImageException {
        ImageSource.Bytes bytes = (ImageSource.Bytes) service.open(request(of), shown, call);
        return bytes.readAnyVersion(offset, ALL, call);
    }

    private Received last() {
        return server.requests().get(server.requests().size() - 1);
    }

    /** Serves the image like a correct server. */
    private static void serve(Received request, Connection connection) throws IOException {
        serve(request, connection, "ETag: \"v1\"");
    }

    private static void serve(Received request, Connection connection, String headers) throws IOException {
        String range = request.header("range").orElse("");
        if (range.isEmpty()) {
            connection.answer("200 OK", IMAGE, headers);
        } else {
            String[] ends = range.substring("bytes=".length()).split("-", 2);
            int first = Integer.parseInt(ends[0]);
            int last = ends[1].isEmpty() ? 9 : Math.min(9, Integer.parseInt(ends[1]));
            connection.answer(
                    "206 Partial Content",
                    IMAGE.substring(first, last + 1),
                    headers,
                    "Content-Range: bytes " + first + "-" + last + "/10");
        }
    }

    private static RawServer.Script chunked(String chunks) {
        String header = String.join(
                "\r\n",
                "HTTP/1.1 206 Partial",
                "ETag: \"v1\"",
                "Content-Range: bytes 5-9/10",
                "Transfer-Encoding: chunked");
        return (request, connection) -> connection.send(header + "\r\n\r\n" + chunks);
    }

    private static RawServer.Script servingWith(String headers) {
        return (request, connection) -> serve(request, connection, headers);
    }

    private static RawServer.Script closingAtTheEnd(String header) {
        return (request, connection) ->
                connection.send("HTTP/1.1 200 OK\r\n" + header + "\r\nConnection: close\r\n\r\n" + IMAGE);
    }

    /** Returns a script that sends status, header lines and body, which are separated by bars. */
    private static RawServer.Script answering(String text) {
        String[] parts = text.split("\\|", -1);
        return (request, connection) -> connection.answer(parts[0], parts[2], parts[1]);
    }
}

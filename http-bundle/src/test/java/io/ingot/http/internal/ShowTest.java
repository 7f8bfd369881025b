// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.AddressScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageInfo.Kind;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.RawServer.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowTest extends HttpFixture {
    @Test
    @DisplayName("H-27: HEAD has size, time, tag, type and cacheability; no properties, no digests")
    void headHasTheFacts() throws Exception {
        try (RawServer server = heading(
                "Content-Length: 1234",
                "Last-Modified: Tue, 15 Nov 2014 08:12:31 GMT",
                "ETag: \"abc\"",
                "Content-Type: Application/X-QCOW2; version=3",
                "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==",
                "Repr-Digest: sha-256=:AAAA:")) {
            ImageInfo info = show(server.url("/image"));

            assertThat(info.size()).hasValue(1234);
            assertThat(info.updatedAt()).contains(Instant.parse("2014-11-15T08:12:31Z"));
            assertThat(info.entityTag()).contains("\"abc\"");
            assertThat(info.version().orElseThrow()).startsWith("etag:\"abc\"");
            assertThat(info.mediaType()).contains("application/x-qcow2");
            assertThat(info.kind()).isEqualTo(Kind.IMAGE);
            assertThat(info.cacheable()).isTrue();
            assertThat(info.immutable()).isFalse();
            assertThat(info.finalReference()).isEmpty();
            assertThat(info.checksums()).isEmpty();
            assertThat(info.properties()).isEmpty();
            assertThat(info.notes()).isEmpty();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD");
            assertThat(server.requests().get(0).header("accept-encoding")).contains("identity");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tue, 15 Nov 2014 08:12:31 GMT",
                "Tuesday, 15-Nov-14 08:12:31 GMT",
                "Tue Nov 15 08:12:31 2014",
            })
    @DisplayName("H-17, H-18, H-19: Last-Modified is read in its three forms, with any weekday")
    void timeIsReadInItsThreeForms(String date) throws Exception {
        try (RawServer server = heading("Content-Length: 1", "Last-Modified: " + date)) {
            assertThat(show(server.url("/")).updatedAt()).contains(Instant.parse("2014-11-15T08:12:31Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Tue, 15 Nov 2014 08:12:31 +0000", "2014-11-15T08:12:31Z", "Tue, 15 Nov 2014 08:12:31 UTC", ""})
    @DisplayName("H-20: a malformed time is absent, and not an error")
    void malformedTimeIsAbsent(String date) throws Exception {
        try (RawServer server = heading("Content-Length: 5", "Last-Modified: " + date)) {
            assertThat(show(server.url("/")).updatedAt()).isEmpty();
            assertThat(show(server.url("/")).size()).hasValue(5);
        }
    }

    @Test
    @DisplayName("H-21, H-22: a missing time or length is not an error")
    void timeAndLengthMayBeUnknown() throws Exception {
        try (RawServer server = heading("X-Nothing: at all")) {
            ImageInfo info = show(server.url("/"));
            assertThat(info.size()).isEmpty();
            assertThat(info.updatedAt()).isEmpty();
            assertThat(info.version()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "1.5", "0x10", "1, 2", "-9999999999999999999", ""})
    @DisplayName("H-23: a length that is not a number is a permanent failure")
    void lengthThatIsNotANumberIsAPermanentFailure(String length) throws Exception {
        try (RawServer server = heading("Content-Length: " + length)) {
            ImageException failure = assertThatFailure(() -> show(server.url("/")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).message().containsAnyOf("not a number", "different lengths");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-5", "99999999999999999999"})
    void malformedLengthOfHeadIsReplacedByThatOfGet(String length) throws Exception {
        try (RawServer server = hinting("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n")) {
            assertThat(show(server.url("/")).size()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000000000000000", "4611686018427387904", "9223372036854775807", "9999999999999999999999"})
    void lengthBeyondAnyDiskIsInsufficientSpace(String length) throws Exception {
        try (RawServer server = heading("Content-Length: " + length)) {
            assertThatFailure(() -> show(server.url("/")))
                    .hasCode(ErrorCode.INSUFFICIENT_SPACE)
                    .hasMessageContaining("more than any disk holds");
        }
        try (RawServer server = refusingHead("206 Partial", "x", "Content-Range: bytes 0-0/" + length)) {
            assertThatFailure(() -> show(server.url("/"))).hasCode(ErrorCode.INSUFFICIENT_SPACE);
        }
    }

    @Test
    void lengthMayHaveLeadingZeros() throws Exception {
        try (RawServer server = heading("Content-Length: 0000000000000000000000005")) {
            assertThat(show(server.url("/")).size()).hasValue(5);
        }
    }

    @Test
    void repeatedLengthIsOneLength() throws Exception {
        try (RawServer server = heading("Content-Length: 5, 5", "Content-Length: 5")) {
            assertThat(show(server.url("/")).size()).hasValue(5);
        }
    }

    @Test
    void emptyImageHasSizeZero() throws Exception {
        try (RawServer server = heading("Content-Length: 0")) {
            assertThat(show(server.url("/")).size()).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`no-cache, private`,true",
                "no-store,false",
                "No-Store,false",
                "`max-age=0, NO-STORE`,false",
                "`no-store=1`,false",
                "no-storey,true",
                "x-no-store,true",
                "`private=\"no-store\"`,true",
                "`private=\"a, no-store, b\", max-age=1`,true",
                "`private=\"a\", no-store`,false",
            })
    @DisplayName("H-24, H-25, H-26: no-store is a directive, in any case; no-cache is another")
    void noStoreIsADirectiveInAnyCase(String cacheControl, boolean cacheable) throws Exception {
        try (RawServer server = heading("Content-Length: 1", "Cache-Control: " + cacheControl)) {
            assertThat(show(server.url("/")).cacheable()).isEqualTo(cacheable);
        }
        try (RawServer server =
                heading("Content-Length: 1", "Cache-Control: public", "Cache-Control: " + cacheControl)) {
            assertThat(show(server.url("/")).cacheable()).isEqualTo(cacheable);
        }
    }

    @Test
    void redirectInwardsIsNeitherShownNorRead() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> connection.answer("200 OK", "body"))) {
            ImageRequest led = request(server.url("/a")).ledFrom(AddressScope.PUBLIC);
            ImageInfo shown = show(server.url("/a"));
            int before = server.requests().size();

            assertThat(catchThrowableOfType(ImageException.class, () -> service.show(led, call))
                            .code())
                    .isEqualTo(ErrorCode.REFUSED_BY_POLICY);
            ImageSource.Bytes bytes = (ImageSource.Bytes) service.open(led, shown, call);
            assertThat(catchThrowableOfType(ImageException.class, () -> bytes.read(0, 4, call))
                            .code())
                    .isEqualTo(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.requests()).hasSize(before);
        }
    }

    @Test
    void finalReferenceWithoutAScopeIsReadThroughTheRedirect() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/a")) {
                connection.answer("302 Found", "", "Location: /b");
            } else {
                connection.answer("200 OK", "body", "ETag: \"1\"");
            }
        })) {
            ImageInfo shown = show(server.url("/a"));
            assertThat(shown.scope()).contains(AddressScope.HOST);
            assertThat(text(readAll(server.url("/a"), shown))).isEqualTo("body");
            assertThat(server.requests()).last().extracting(Received::target).isEqualTo("/b");

            int before = server.requests().size();
            ImageInfo written = ImageInfo.of(shown.facts());
            assertThat(written.scope()).isEmpty();
            assertThat(text(readAll(server.url("/a"), written))).isEqualTo("body");
            assertThat(server.requests().subList(before, server.requests().size()))
                    .extracting(Received::target)
                    .containsExactly("/a", "/b");
        }
    }

    @Test
    @DisplayName("H-08: after redirects the final reference is reported")
    void finalReferenceIsReported() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/latest")) {
                connection.answer("302 Found", "", "Location: /v1?sig=geheim");
            } else {
                connection.answer("200 OK", "");
            }
        })) {
            ImageInfo info = show(server.url("/latest"));
            assertThat(info.finalReference()).contains(ImageReference.parse(server.url("/v1?sig=geheim")));
            assertThat(info.toString()).doesNotContain("geheim");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 405, 501})
    @DisplayName("H-07: if HEAD is refused, one byte is requested instead")
    void refusedHeadIsReplacedByAGetOfOneByte(int status) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.send("HTTP/1.1 " + status + " No\r\nContent-Length: 7\r\n\r\n");
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000", "ETag: \"e\"");
            }
        })) {
            ImageInfo info = show(server.url("/image?sig=1"));
            assertThat(info.size()).hasValue(5000);
            assertThat(info.version()).isPresent();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET");
            assertThat(server.requests().get(1).header("range")).contains("bytes=0-0");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300 Choices",
                "400 Bad",
                "401 Who",
                "402 Pay",
                "404 None",
                "406 No",
                "408 Late",
                "410 Gone",
                "451 No",
                "500 Broken",
                "502 Bad",
                "503 Busy",
                "504 Late",
                "520 Odd",
                "204 Nothing",
                "206 Partial",
            })
    void errorOfHeadIsAHintAndGetDecides(String status) throws Exception {
        try (RawServer server = hinting("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(5000);
            assertThat(info.version()).isPresent();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET");
            assertThat(show(server.url("/image"))).isEqualTo(info);
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET", "HEAD", "GET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nETag: \"of-nothing\"",
                "Content-Length: 512\r\nContent-Type: text/html\r\nETag: \"of-a-page\"",
                "Content-Type: application/xhtml+xml",
            })
    void emptyResponseOrPageOfHeadIsAHintAndGetHasTheFacts(String headers) throws Exception {
        try (RawServer server = hinting("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n")) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(5000);
            assertThat(info.entityTag()).contains("\"of-the-image\"");
            assertThat(info.mediaType()).contains("application/octet-stream");
            assertThat(info.kind()).isEqualTo(Kind.IMAGE);
            assertThat(info.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 511 Log in\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n",
            })
    void errorThatGetWouldRepeatIsFinal(String response) throws Exception {
        try (RawServer server = hinting(response)) {
            assertThat(catchThrowableOfType(ImageException.class, () -> show(server.url("/image"))))
                    .isNotNull();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD");
        }
    }

    @Test
    void errorOfGetTakesPrecedence() throws Exception {
        try (RawServer server = new RawServer((request, connection) ->
                connection.answer(request.method().equals("HEAD") ? "404 None" : "401 Who", ""))) {
            assertThatFailure(() -> show(server.url("/image"))).hasCode(ErrorCode.NOT_AUTHORIZED);
        }
    }

    @Test
    void connectionClosedByHeadIsAHint() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.close();
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000");
            }
        })) {
            assertThat(show(server.url("/image")).size()).hasValue(5000);
            assertThat(show(server.url("/image")).size()).hasValue(5000);
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET", "GET");
        }
    }

    @Test
    void oneByteIsReadSoThatTheConnectionIsReused() throws Exception {
        try (RawServer server = hinting("HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")) {
            show(server.url("/1"));
            show(server.url("/2"));
            assertThat(server.requests()).hasSize(4);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void redirectorIsAskedAgainIfItsMirrorLacksTheImage(int status) throws Exception {
        AtomicInteger gets = new AtomicInteger();
        try (RawServer server = redirecting(status, request -> gets.incrementAndGet() > 1)) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(5000);
            assertThat(info.finalReference()).contains(ImageReference.parse(server.url("/good/image")));
        }
    }

    @Test
    void imageMissingOnAllMirrorsIsNotFoundAfterASecondRequest() throws Exception {
        try (RawServer server = redirecting(404, request -> false)) {
            assertThatFailure(() -> show(server.url("/image"))).hasCode(ErrorCode.NOT_FOUND);
            assertThat(server.requests())
                    .filteredOn(request -> request.target().equals("/image"))
                    .extracting(Received::method)
                    .containsExactly("HEAD", "GET", "GET");
        }
    }

    @Test
    void missingImageWithoutARedirectIsNotRequestedAgain() throws Exception {
        try (RawServer server = answering("404 None", "")) {
            assertThatFailure(() -> show(server.url("/image"))).hasCode(ErrorCode.NOT_FOUND);
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET");
        }
    }

    @Test
    @DisplayName("RFC 9110 §15.4.1: the server's preferred choice is followed")
    void multipleChoicesWithALocationAreFollowed() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().equals("/image")) {
                connection.answer("300 Multiple Choices", "", "Location: /chosen");
            } else {
                connection.answer("200 OK", "chosen", "ETag: \"e\"");
            }
        })) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(6);
            assertThat(info.finalReference()).contains(ImageReference.parse(server.url("/chosen")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-chunked",
                "AWS-Chunked",
                "none",
                "binary",
                "utf-8",
                "UTF8",
                "iso-8859-1",
                "us-ascii",
                "8bit",
                "base64",
                "chunked",
                "application/octet-stream",
                "identity, aws-chunked",
                "aws-chunked,,",
            })
    void valueThatIsNotACodingIsIgnoredWithAWarning(String coding) throws Exception {
        try (RawServer server = heading("Content-Length: 5", "ETag: \"e\"", "Content-Encoding: " + coding)) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(5);
            assertThat(info.version()).isPresent();
            assertThat(info.notes()).singleElement().asString().contains("not a coding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity, identity", ",", "identity,"})
    void identityInAListIsDropped(String coding) throws Exception {
        try (RawServer server = heading("Content-Length: 5", "ETag: \"e\"", "Content-Encoding: " + coding)) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(5);
            assertThat(info.version()).isPresent();
            assertThat(info.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-chunked, gzip", "gzip,identity", "x-gzip", "rot13", "compress", "gzip;q=1"})
    void contentCodingIsKept(String coding) throws Exception {
        try (RawServer server = heading("Content-Length: 5", "ETag: \"e\"", "Content-Encoding: " + coding)) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).isEmpty();
            assertThat(info.version()).isEmpty();
        }
    }

    @Test
    void rangeOfUnknownTotalHasNoSize() throws Exception {
        try (RawServer server = refusingHead("206 Partial", "x", "Content-Range: bytes 0-0/*")) {
            assertThat(show(server.url("/")).size()).isEmpty();
        }
    }

    @Test
    void wholeImageInResponseToARangeIsClosedAfterItsHeader() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.answer("405 No", "");
            } else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nxxx");
                connection.stall();
            }
        })) {
            assertThat(show(server.url("/")).size()).hasValue(1_000_000);
        }
    }

    @Test
    void unsatisfiableRangeMeansAnEmptyImage() throws Exception {
        try (RawServer server = refusingHead("416 No", "", "Content-Range: bytes */0")) {
            assertThat(show(server.url("/")).size()).hasValue(0);
        }
        try (RawServer server = refusingHead("416 No", "", "Content-Range: bytes */7")) {
            assertThatFailure(() -> show(server.url("/")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .isNotRetryable();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "416 Range Not Satisfiable"})
    @DisplayName("H-07, Glance with a Swift store: if HEAD and ranges are refused, the header of a plain GET counts")
    void refusedRangeIsReplacedByThePlainGet(String refusal) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.answer("405 No", "");
            } else if (request.header("range").isPresent()) {
                connection.answer(refusal, "");
            } else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nETag: \"e\"\r\n\r\nxxx");
                connection.stall();
            }
        })) {
            ImageInfo info = show(server.url("/image"));
            assertThat(info.size()).hasValue(1_000_000);
            assertThat(info.version()).isPresent();
            assertThat(server.requests()).extracting(Received::method).containsExactly("HEAD", "GET", "GET");
        }
    }

    @Test
    void refusedPlainGetIsAFailure() throws Exception {
        try (RawServer server = refusingHead("400 Bad Request", "")) {
            assertThatFailure(() -> show(server.url("/")))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .hasMessageContaining("400");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"405,1", "501,1", "403,2"})
    void originThatRefusesHeadIsRememberedUnlessItForbadeIt(int status, int heads) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.send("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5");
            }
        })) {
            show(server.url("/1"));
            show(server.url("/2"));
            assertThat(server.requests().stream()
                            .filter(request -> request.method().equals("HEAD")))
                    .hasSize(heads);
        }
    }

    @Test
    void statusOfGetDecides() throws Exception {
        try (RawServer server = refusingHead("404 Gone", "")) {
            assertThatFailure(() -> show(server.url("/"))).hasCode(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    @DisplayName("H-05: 403 for a URL that ends in a slash is a listing, with a note")
    void forbiddenFolderIsAListing() throws Exception {
        try (RawServer server = answering("403 Forbidden", "")) {
            ImageInfo info = show(server.url("/images/"));
            assertThat(info.kind()).isEqualTo(Kind.LISTING);
            assertThat(info.notes()).hasSize(1);
            assertThat(info.size()).isEmpty();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("H-06: 403 for any other URL is NOT_AUTHORIZED")
    void forbiddenImageIsNotAuthorized() throws Exception {
        try (RawServer server = answering("403 Forbidden", "")) {
            assertThatFailure(() -> show(server.url("/images"))).hasCode(ErrorCode.NOT_AUTHORIZED);
            assertThatFailure(() -> show(server.url("/images?path=/"))).hasCode(ErrorCode.NOT_AUTHORIZED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"})
    void pageIsAListingWithANote(String type) throws Exception {
        try (RawServer server = heading("Content-Length: 1024", "Content-Type: " + type)) {
            ImageInfo info = show(server.url("/"));
            assertThat(info.kind()).isEqualTo(Kind.LISTING);
            assertThat(info.notes()).hasSize(1);
            assertThat(info.size()).hasValue(1024);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 205, 226})
    @DisplayName("H-02: a success other than 200 brings no image")
    void otherSuccessIsUnacceptable(int status) throws Exception {
        try (RawServer server = answering(status + " Fine", "")) {
            ImageException failure = assertThatFailure(() -> show(server.url("/")))
                    .hasCode(ErrorCode.UNACCEPTABLE)
                    .failure();
            assertThat(failure).hasMessageContaining(String.valueOf(status));
        }
    }

    @Test
    void partInResponseToThePlainGetBringsNoImage() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.header("range").isPresent()) {
                connection.answer("400 Bad Request", "");
            } else {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5");
            }
        })) {
            assertThatFailure(() -> show(server.url("/"))).hasCode(ErrorCode.UNACCEPTABLE);
        }
    }

    @Test
    @DisplayName("RFC 9110 §15.3.4: 203 is the success of a transforming proxy, whose tag promises nothing")
    void successOfATransformingProxyIsAnImageWithoutAVersion() throws Exception {
        try (RawServer server = answering("203 Transformed", "image", "ETag: \"e\"")) {
            ImageInfo info = show(server.url("/"));
            assertThat(info.size()).hasValue(5);
            assertThat(info.version()).isEmpty();
            assertThat(info.notes()).singleElement().asString().contains("203");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401,NOT_AUTHORIZED,false",
        "404,NOT_FOUND,false",
        "410,NOT_FOUND,false",
        "400,TRANSFER_FAILED,false",
        "304,TRANSFER_FAILED,false",
        "300,TRANSFER_FAILED,false",
        "451,TRANSFER_FAILED,false",
        "505,TRANSFER_FAILED,false",
        "408,TRANSFER_FAILED,true",
        "429,TRANSFER_FAILED,true",
        "500,TRANSFER_FAILED,true",
        "502,TRANSFER_FAILED,true",
        "503,TRANSFER_FAILED,true",
        "504,TRANSFER_FAILED,true"
    })
    @DisplayName("H-07, H-40: the status of GET decides whether the failure is retryable")
    void statusDecidesWhetherTheFailureIsRetryable(int status, ErrorCode code, boolean retryable) throws Exception {
        try (RawServer server = answering(status + " So", "", "Retry-After: 9")) {
            ImageException failure = assertThatFailure(() -> show(server.url("/a?sig=geheim")))
                    .hasCode(code)
                    .failure();
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure.retryAfter().isPresent()).isEqualTo(retryable);
            assertThat(failure.retryAfter().orElse(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
            assertThat(failure).hasMessageContaining(String.valueOf(status)).hasMessageContaining("/a?sig=***");
        }
    }

    @Test
    @DisplayName("H-04, H-09: a failed connection is retryable, and the message shows no secret")
    void failedConnectionIsRetryable() throws Exception {
        try (Socket bound = new Socket()) { // reserves the port without listening
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://jo:geheim@127.0.0.1:" + bound.getLocalPort() + "/a?sig=geheim";
            ImageException failure = assertThatFailure(() -> show(url))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageNotContaining("geheim");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///path", "https:", "http:opaque"})
    void urlWithoutAHostIsAnInvalidReference(String url) {
        assertThatFailure(() -> show(url)).hasCode(ErrorCode.INVALID_REFERENCE);
    }

    @Test
    void codedFormHasNeitherSizeNorVersion() throws Exception {
        try (RawServer server = heading("Content-Length: 5", "Content-Encoding: gzip", "ETag: \"e\"")) {
            ImageInfo info = show(server.url("/"));
            assertThat(info.size()).isEmpty();
            assertThat(info.version()).isEmpty();
            assertThat(info.notes()).hasSize(1);
        }
    }

    @Test
    void factsSurviveTheJournal() throws Exception {
        try (RawServer server = heading("Content-Length: 5", "ETag: \"e\"", "Cache-Control: no-store")) {
            ImageInfo info = show(server.url("/"));
            assertThat(ImageInfo.of(info.facts())).isEqualTo(info);
        }
    }

    /** Starts a server that responds to every request with 200 and these header lines, unchanged. */
    private static RawServer heading(String... headers) throws IOException {
        return new RawServer((request, connection) ->
                connection.send("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n"));
    }

    private static RawServer answering(String status, String body, String... headers) throws IOException {
        return new RawServer((request, connection) -> connection.answer(status, body, headers));
    }

    /** Starts a server that sends this text for HEAD, and serves GET like a server of an image. */
    private static RawServer hinting(String head) throws IOException {
        return new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.send(head);
            } else {
                connection.answer(
                        "206 Partial",
                        "x",
                        "Content-Range: bytes 0-0/5000",
                        "ETag: \"of-the-image\"",
                        "Content-Type: application/octet-stream");
            }
        });
    }

    /** Starts a server that redirects HEAD to a mirror without the image, and each GET to that or a good one. */
    private static RawServer redirecting(int absent, Predicate<Received> good) throws IOException {
        return new RawServer((request, connection) -> {
            if (request.target().equals("/image")) {
                boolean found = request.method().equals("GET") && good.test(request);
                connection.answer("302 Found", "", "Location: " + (found ? "/good/image" : "/empty/image"));
            } else if (request.target().startsWith("/good")) {
                connection.answer("206 Partial", "x", "Content-Range: bytes 0-0/5000");
            } else {
                connection.answer(absent + " None", "");
            }
        });
    }

    private static RawServer refusingHead(String status, String body, String... headers) throws IOException {
        return new RawServer((request, connection) -> {
            if (request.method().equals("HEAD")) {
                connection.answer("405 No", "");
            } else {
                connection.answer(status, body, headers);
            }
        });
    }
}

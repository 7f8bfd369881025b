// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.testing.Configurations;
import io.ingot.testing.http.RawServer;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which headers are accepted and which are rejected, with which message. */
class ResponseHeaderTest extends HttpClientFixture {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {150, 999})
    void responseMayHaveManyHeaders(int count) throws Exception {
        assertThat(body(OK + "X-Meta: v\r\n".repeat(count) + "Content-Length: 4\r\n\r\nbody"))
                .isEqualTo("body");
    }

    @Test
    void oneHeaderMayUseAlmostAllOfTheBytes() throws Exception {
        String value = "v".repeat((256 << 10) - 100);
        try (RawServer server = sending(OK + "X-Long: " + value + "\r\nContent-Length: 4\r\n\r\nbody");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call)) {
            assertThat(response.header("x-long")).contains(value);
            assertThat(text(response)).isEqualTo("body");
        }
    }

    @Test
    void messageNamesTheExceededLimitOfTheHeader() throws Exception {
        assertRefused(OK + "X: y\r\n".repeat(1001) + "\r\n", "the answer has more than 1,000 header fields");
        assertRefused(OK + ("X: " + "y".repeat(1000) + "\r\n").repeat(263), "have more than 256 KiB");
        assertRefused(OK + "X: " + "y".repeat(256 << 10) + "\r\n\r\n", "have more than 256 KiB");
        assertRefused(OK + "X: y\r\n" + (" " + "y".repeat(1000) + "\r\n").repeat(263), "have more than 256 KiB");
        assertRefused("HTTP/1.1 200 " + "y".repeat(256 << 10) + "\r\n\r\n", "have more than 256 KiB");
        assertRefused("HTTP/1.1 100 Go\r\n\r\n".repeat(17), "more than 16 interim answers");
        assertRefused("HTTP/1.1 103 Go\r\n" + "X: y\r\n".repeat(1001) + "\r\n", "more than 1,000 header fields");
        assertRefused("\r\n".repeat(11), "more than 10 empty lines");
    }

    @Test
    void messageNamesTheExceededLimitOfTrailersAndChunks() throws Exception {
        assertRefused(CHUNKED + "0\r\n" + "X: y\r\n".repeat(1001) + "\r\n", "more than 1,000 trailer fields");
        assertRefused(CHUNKED + "0\r\nX: " + "y".repeat(256 << 10) + "\r\n\r\n", "have more than 256 KiB");
        assertRefused(CHUNKED + "1;" + "y".repeat(17 << 10) + "\r\nx\r\n0\r\n\r\n", "16 KiB of extensions");
        assertRefused(CHUNKED + ("1;" + "y".repeat(1000) + "\r\nx\r\n").repeat(20), "16 KiB of extensions");
        assertRefused(CHUNKED + "1;" + "y".repeat(300 << 10), "16 KiB of extensions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;eeeeeeeeeeeeeeee", "1;e=eeeeee", "000000000000001", "1           "})
    void bytesOnTheWireAreLimitedByThoseOfTheBody(String line) throws Exception {
        assertRefused(CHUNKED + (line + "\r\nx\r\n").repeat(17_000), "beyond 8 bytes for each of the body");
        assertRefused(
                CHUNKED + "f00\r\n" + "x".repeat(0xf00) + "\r\n" + (line + "\r\nx\r\n").repeat(17_000),
                "beyond 8 bytes for each of the body");
    }

    @Test
    void chunksMayBeSmallAndHaveExtensionsAndTrailers() throws Exception {
        assertThat(body(CHUNKED + "1\r\nx\r\n".repeat(10_000) + "0\r\n\r\n")).hasSize(10_000);
        assertThat(body(CHUNKED + "004 ;a=b\r\nbody\r\n000;c\r\nX-Digest: " + "y".repeat(70_000) + "\r\n\r\n"))
                .isEqualTo("body");
        String chunk = "f".repeat(15);
        assertThat(body(CHUNKED + ("f;sig=" + "y".repeat(40) + "\r\n" + chunk + "\r\n").repeat(800) + "0\r\n\r\n"))
                .isEqualTo(chunk.repeat(800));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4",
                " 4",
                "-4",
                "0x4",
                "",
                ";a",
                "4 4",
                "four",
                "ffffffffffffffff",
                "4,",
                "-0",
                "\t4",
                "4\u000b",
                "\u00a04",
                "4;a\rb",
                "4\r",
                "4;a\0"
            })
    void chunkBeginsWithItsSize(String size) throws Exception {
        assertRefused(CHUNKED + size + "\r\nbody\r\n0\r\n\r\n", "a chunk does not begin with its size");
    }

    @Test
    void chunkThatIsLongerThanItsSizeIsRefused() throws Exception {
        assertRefused(CHUNKED + "3\r\nbody\r\n0\r\n\r\n", "a chunk is longer than its size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 4",
                "Content-Length: 4, 4",
                "Content-Length: 4\r\nX: y\r\ncontent-length: 4,4\r\n",
                "Content-Length: 4,04",
                "Content-Length:\t4 "
            })
    @DisplayName("RFC 9110 §8.6: a repeated equal length is one length")
    void repeatedLengthIsOneLength(String lengths) throws Exception {
        try (RawServer server = sending(OK + lengths.strip() + "\r\n\r\nbody, and more");
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call)) {
            assertThat(response.headers("content-length")).containsExactly("4");
            assertThat(text(response)).isEqualTo("body");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 4\\r\\nContent-Length: 5|different lengths",
                "Content-Length: 4, 5|different lengths",
                "Content-Length: 4,|different lengths",
                "Content-Length: +4|not a number of bytes",
                "Content-Length: 4.0|not a number of bytes",
                "Content-Length:|not a number of bytes",
                "Content-Length: 4\\r\\n 4|not a number of bytes",
                "Content-Length : 4|a blank, or another character that is not valid",
                "transfer-encoding\t: chunked|a blank, or another character that is not valid",
                "Content-Length\u000b: 4|another character that is not valid",
                "Content-Length\u00a0: 4|another character that is not valid",
                "\u00a0Transfer-Encoding: chunked|another character that is not valid",
                "Content Length-: 4\\r\\nContent -Length: 4|another character that is not valid",
                "Content-Length\\r: 4|a carriage return or a NUL",
                "Content-Length: 4\\r|a carriage return or a NUL",
                "X: y\\rContent-Length: 4|a carriage return or a NUL",
                "'X: y\0'|a carriage return or a NUL",
                "Content-Length: \u000b4|not a number of bytes",
                "'Content-Length: 4\u001f'|not a number of bytes",
                "Content-Length: \u00a04|not a number of bytes",
                "Transfer-Encoding: \u000bchunked|transfer coding other than chunked",
                "'Transfer-Encoding: chunked\u001c'|transfer coding other than chunked",
                "Transfer-Encoding: xchunked|transfer coding other than chunked",
                "Transfer-Encoding:|transfer coding other than chunked",
                "Transfer-Encoding: identity\\r\\nContent-Length: 4|transfer coding other than chunked",
                "' Content-Length: 4'|begins with a continuation line",
                "Transfer-Encoding: gzip, chunked|transfer coding other than chunked",
                "Transfer-Encoding: chunked, chunked|transfer coding other than chunked",
                "Nonsense|a line without a name and a colon",
                ": value|a line without a name and a colon"
            })
    void ambiguousFramingIsRejected(String lines, String why) throws Exception {
        assertRefused(OK + lines.replace("\\r", "\r").replace("\\n", "\n") + "\r\n\r\nbody", why);
    }

    @Test
    @DisplayName("RFC 9112 §6.3: chunks take precedence over a length, and the connection is not reused")
    void chunksTakePrecedenceOverALength() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> connection.send(
                OK + "Content-Length: 900\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"))) {
            for (int i = 0; i < 2; i++) {
                try (HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call)) {
                    assertThat(response.header("content-length")).isEmpty();
                    assertThat(text(response)).isEqualTo("body");
                }
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("RFC 9112 §6.1: chunks of HTTP/1.0 are read, and the connection is not reused")
    void connectionIsClosedAfterChunksOfHttp10() throws Exception {
        String older =
                CHUNKED.replace("HTTP/1.1", "HTTP/1.0").replace("Transfer", "Connection: keep-alive\r\nTransfer");
        try (RawServer server =
                new RawServer((request, connection) -> connection.send(older + "4\r\nbody\r\n0\r\n\r\n"))) {
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/a")))))
                    .isEqualTo("body");
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/a")))))
                    .isEqualTo("body");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void ambiguousLengthIsPassedOnWithoutABody() throws Exception {
        try (RawServer server = sending(OK + "Content-Length: 4\r\nContent-Length: 5\r\n\r\n");
                HttpResponse response = http.send(HttpRequest.head(ImageReference.parse(server.url("/a"))), call)) {
            assertThat(response.headers("content-length")).containsExactly("4", "5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000000", "4611686018427387904", "99999999999999999999"})
    void bodyLargerThanAnyDiskIsInsufficientSpace(String length) throws Exception {
        try (RawServer server = sending(OK + "Content-Length: " + length + "\r\n\r\nbody")) {
            ImageException failure = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call))
                    .hasCode(ErrorCode.INSUFFICIENT_SPACE)
                    .failure();
            assertThat(failure.retryable()).isFalse();
        }
        try (RawServer server = sending(OK + "Content-Length: " + length + "\r\n\r\n");
                HttpResponse response = http.send(HttpRequest.head(ImageReference.parse(server.url("/a"))), call)) {
            assertThat(response.header("content-length")).contains(length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTT", "HTTP/1.1 200", OK, OK + "X: y", OK + "X: y\r\n"})
    void truncatedHeaderIsNotReportedAsNoAnswer(String cut) throws Exception {
        ImageException closed = assertFails(cut, "the header of the answer is cut");
        assertThat(closed.retryable()).isTrue();
        assertThat(closed).hasMessageNotContaining("no answer");

        pool.modified(Configurations.of(HttpClientConfig.class, "responseTimeoutMillis", 50L));
        try (RawServer server = new RawServer((request, connection) -> {
            connection.send(cut);
            connection.stall();
        })) {
            ImageException silent = assertThatFailure(
                            () -> http.send(HttpRequest.get(ImageReference.parse(server.url("/a"))), call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(silent.retryable()).isTrue();
            assertThat(silent)
                    .hasMessageContaining("the header of the answer is cut")
                    .hasMessageContaining("responseTimeoutMillis");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n", "220 ftp.example\r\n", "<html>", "GET /a?sig=hush HTTP/1.1\r\n\r\n"})
    void messageSaysThatTheAnswerIsNotHttpAndDoesNotShowIt(String other) throws Exception {
        ImageException failure = assertRefused(other, "the answer is not HTTP");
        assertThat(failure).hasMessageNotContaining("hush").hasMessageNotContaining("no answer");
    }

    @Test
    void tlsOnAnHttpPortIsRecognized() throws Exception {
        assertRefused("\u0015\u0003\u0003\u0000\u0002\u0002P", "use https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2 200 OK", "HTTP/1.1 abc", "HTTP/1.1 2000 OK", "HTTP/1.1"})
    void malformedStatusLineIsReported(String line) throws Exception {
        assertRefused(line + "\r\n\r\n", "a status line that is not one of HTTP/1.1");
    }

    @Test
    void missingAnswerIsReported() throws Exception {
        assertThat(assertFails("", "no answer: the server closed the connection without one")
                        .retryable())
                .isTrue();
        assertFails("\r\n", "no answer");
    }

    private String body(String response) throws IOException {
        try (RawServer server = sending(response)) {
            return send(HttpRequest.get(ImageReference.parse(server.url("/a"))));
        }
    }

    private ImageException assertRefused(String response, String why) throws IOException {
        ImageException failure = assertFails(response, why);
        assertThat(failure.retryable()).as(failure.getMessage()).isFalse();
        return failure;
    }

    private ImageException assertFails(String response, String why) throws IOException {
        try (RawServer server = sending(response)) {
            ImageException failure = assertThatFailure(
                            () -> send(HttpRequest.get(ImageReference.parse(server.url("/a")))))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure).hasMessageContaining(server.url("/a") + ": ").hasMessageContaining(why);
            return failure;
        }
    }
}

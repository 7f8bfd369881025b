// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Function;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearFieldsTest {
    private static final int SIZE = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"a: b\r\n", " b\r\n", "a", ":", "a:\r\n", "\t", "\r", "Content-Length : 1\r\n"})
    void headerIsReadInProportionToItsText(String repeated) {
        assertLinear(repeated, "HTTP/1.1 200 OK\r\na: b\r\n", HeaderLines::new);
        assertLinear(repeated, "", HeaderLines::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\r\n", "\r\n", "1;a=b\r\n\r\n", "0", "0\r\n", ";", " ", "ffffffffffffffff"})
    void linesOfChunksAreReadInProportionToTheirText(String repeated) {
        assertLinear(repeated, "", ChunkLines::new);
        assertLinear(repeated, "0\r\na: b\r\n", ChunkLines::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1,", ",", " ", "01 Jan ", "Sun, ", "Sunday, ", "chunked,"})
    void valuesOfFieldsAreReadInProportionToTheirText(String repeated) {
        LinearWork.assertLinearMemory(repeated, SIZE, count -> () -> {
            String text = repeated.repeat(count);
            assertThat(RetryAfter.parse(text, Instant.EPOCH).toString()).isNotEmpty();
            assertThat(HttpDate.parse(text, Instant.EPOCH)).isEmpty();
            normalize("Content-Length", text);
            normalize("Transfer-Encoding", text);
        });
    }

    private static void normalize(String name, String value) {
        BasicHttpResponse response = new BasicHttpResponse(200);
        response.addHeader(name, value);
        try {
            Framing.normalize(response, true);
        } catch (ResponseException e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(SIZE);
        }
    }

    private static void assertLinear(String repeated, String begin, Function<SessionInputBuffer, GuardedLines> lines) {
        LinearWork.assertLinearMemory(begin + repeated, SIZE, count -> () -> {
            String text = begin + repeated.repeat(count);
            assertThat(readLines(text, lines)).isLessThanOrEqualTo(text.length());
        });
    }

    /** Returns the number of lines before one is rejected. */
    private static int readLines(String text, Function<SessionInputBuffer, GuardedLines> lines) {
        GuardedLines guarded = lines.apply(new SessionInputBufferImpl(1 << 13, FieldBounds.MAX_BYTES));
        CharArrayBuffer line = new CharArrayBuffer(128);
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
        int read = 0;
        try {
            while (guarded.readLine(line, in) >= 0) {
                line.clear();
                read++;
            }
        } catch (ResponseException e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(SIZE);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).isEmpty()) {
                throw new UncheckedIOException(e);
            }
        }
        return read;
    }
}

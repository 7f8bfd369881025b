// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearHeadersTest {
    private static final int SIZE = 1_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "9",
                ",",
                "a,",
                "a0,",
                "gzip,",
                "utf-8,",
                "\"",
                "\\\"",
                " = ",
                "a=\"",
                "bytes */",
                "bytes 0-",
                "/",
                ";",
                "W/\""
            })
    void headersAreReadInProportionToTheirText(String repeated) {
        LinearWork.assertLinearMemory(
                repeated, SIZE, count -> () -> read(new SentHeaders(List.of(repeated.repeat(count)))));
        LinearWork.assertLinearMemory(
                "fields of " + repeated,
                SIZE,
                count -> () -> read(new SentHeaders(Collections.nCopies(count, repeated))));
    }

    @Test
    void tooManyCodingsAreOneUnknownCoding() {
        SentHeaders response = new SentHeaders(List.of("utf-8,".repeat(100), "x,".repeat(10_000)));

        assertThat(ContentCoding.of(response)).hasValue("more than 16 codings");
        assertThat(ContentCoding.ignored(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "utf8", "ISO-8859-1", "iso8859-15", "windows-1252", "US-ASCII", "latin1", "cp1252"})
    void characterSetIsNotACoding(String name) {
        assertThat(ContentCoding.of(new SentHeaders(List.of(name)))).isEmpty();
    }

    @Test
    void longNameOfACodingIsShortened() {
        assertThat(ContentCoding.of(new SentHeaders(List.of("x".repeat(100_000))))
                        .orElseThrow())
                .hasSizeLessThan(100);
    }

    private static void read(SentHeaders response) {
        assertThat(CacheControl.hasNoStore(response.headers("cache-control"))).isFalse();
        assertThat(ContentCoding.of(response).orElse("")).hasSizeLessThan(SIZE);
        assertThat(ContentCoding.ignored(response)).hasSizeLessThan(SIZE);
        assertThat(MediaType.of(response).orElse("")).hasSizeLessThan(SIZE);
        assertThat(ContentRange.unsatisfied(response)).isEmpty();
        readOrFail(() -> ContentRange.of(response).length());
        readOrFail(() -> ContentLength.of(response).orElse(0));
    }

    private static void readOrFail(Reading reading) {
        try {
            assertThat(reading.read()).isNotNegative();
        } catch (ImageException e) {
            assertThat(e).message().hasSizeLessThan(SIZE);
        }
    }

    private interface Reading {
        long read() throws ImageException;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.seeds.LinearWork;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearCookiesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "=",
                "; a=b",
                "; Domain=mirror.example",
                "; Domain=.",
                "; Expires=Thu, 01 Jan 2026 00:00:00 GMT",
                " 1",
                "0",
                "; Path=/",
                ".example",
                "1-Jan-"
            })
    void cookieIsReadInProportionToItsText(String repeated) {
        for (String begin : new String[] {"", "a=b", "a=b; Expires=", "a=b; Max-Age=", "a=b; Domain=", "a=b; Path=/"}) {
            LinearWork.assertLinearMemory(
                    begin + repeated,
                    1_000,
                    count -> () -> assertThat(sent(List.of(begin + repeated.repeat(count))))
                            .hasSizeLessThan(64 << 10));
        }
    }

    @Test
    void cookiesAreKeptInProportionToTheirNumber() {
        LinearWork.assertLinearMemory("other cookies", 1_000, count -> {
            List<String> cookies =
                    IntStream.range(0, count).mapToObj(i -> "n" + i + "=v").toList();
            return () -> assertThat(sent(cookies)).isNotEmpty();
        });
        LinearWork.assertLinearMemory(
                "the same cookie",
                1_000,
                count -> () ->
                        assertThat(sent(Collections.nCopies(count, "n=v"))).isEqualTo("n=v"));
    }

    private static String sent(List<String> setCookies) {
        try {
            ImageReference url = ImageReference.parse("http://mirror.example/a/b");
            CookieJar jar = new CookieJar(CLOCK);
            jar.store(url, setCookies);
            return jar.header(url).map(value -> value.reveal()).orElse("");
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

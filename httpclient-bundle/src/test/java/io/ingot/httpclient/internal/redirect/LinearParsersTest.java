// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearParsersTest {
    private static final int SIZE = 4_000;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/.", "/..", "/a", "/a/..", "/a/b/..", "..", "a/"})
    void dotsAreRemovedInProportionToThePath(String repeated) {
        LinearWork.assertLinearMemory(
                repeated,
                SIZE,
                count -> () -> assertThat(RelativeReference.removeDotSegments(repeated.repeat(count)))
                        .doesNotContain("/../"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/..", "../", "a:", "//", "@", "?", "#", "%", "1.", "[", "\u00fc", " "})
    void locationIsResolvedInProportionToIt(String repeated) throws ImageException {
        ImageReference base = ImageReference.parse("http://mirror.example/a/b?c");
        for (String begin : new String[] {"", "http:", "//", "http://host/", "?"}) {
            LinearWork.assertLinearMemory(begin + repeated, SIZE / repeated.length(), count -> () -> {
                try {
                    assertThat(RelativeReference.resolve(base, begin + repeated.repeat(count))
                                    .scheme())
                            .isNotEmpty();
                } catch (ImageException e) {
                    assertThat(e).message().hasSizeLessThan(1_000);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%41", " ", "\u00fc", "a"})
    void textIsEncodedInProportionToIt(String repeated) {
        LinearWork.assertLinearMemory(
                repeated,
                SIZE,
                count -> () ->
                        assertThat(UrlEncoding.ofText(repeated.repeat(count))).doesNotContain(" "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearParsersTest {
    private static final int SIZE = 3_000;

    @ParameterizedTest
    @ValueSource(strings = {"/", "@", "%25", "%40", "25", ":", "?", "&=", "#", "//a@", "{", "-", "1.", "[", "::", "a"})
    void referenceIsReadAndShownInProportionToItsText(String repeated) {
        for (String begin : new String[] {"", "http:", "http://", "http:///", "http://host/", "http://host/?", "%"}) {
            LinearWork.assertLinearMemory(
                    begin + repeated, SIZE / repeated.length(), count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%25", "25", "@", "a", "\\"})
    void encodingsOfATextAreReadOnce(String repeated) {
        LinearWork.assertLinear("%" + repeated, size -> "%" + repeated.repeat(size / repeated.length()), text -> {
            DecodedText decoded = new DecodedText(text);
            if (decoded.last('?') >= 0) {
                throw new AssertionError("there is no question mark in " + repeated);
            }
        });
    }

    private static void read(String text) {
        try {
            if (ImageReference.parse(text).toString().isEmpty()) {
                throw new AssertionError("a reference has a text");
            }
        } catch (ImageException e) {
            if (e.code() != ErrorCode.INVALID_REFERENCE) {
                throw new AssertionError(e);
            }
        }
    }
}

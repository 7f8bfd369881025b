// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearDocumentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1,", "\"a\",", " ", "1", "\\u0041", "{},"})
    void documentIsParsedInLinearTime(String repeated) {
        for (String begin : new String[] {"", "{\"image_source\": [", "{\"image_source\": \""}) {
            LinearWork.assertLinearMemory(begin + repeated, 1_000, count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    private static void read(String text) {
        try {
            if (InstanceDocument.read(new ByteArrayInputStream(text.getBytes(UTF_8)))
                    .toString()
                    .isEmpty()) {
                throw new AssertionError("a document has a text");
            }
        } catch (ImageException e) {
            if (String.valueOf(e.getMessage()).isEmpty()) {
                throw new AssertionError(e);
            }
        }
    }
}

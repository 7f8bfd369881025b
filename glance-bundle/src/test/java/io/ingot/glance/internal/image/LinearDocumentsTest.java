// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearDocumentsTest {
    private static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";

    @Test
    void propertiesAreReadInLinearTimeAndSpace() {
        LinearWork.assertLinearMemory("properties", 2_000, count -> {
            String properties = IntStream.range(0, count)
                    .mapToObj(number -> ", \"p" + number + "\": \"v\"")
                    .collect(Collectors.joining());
            String document = "{\"id\": \"" + ID + "\", \"status\": \"active\"" + properties + "}";
            return () -> assertThat(properties(document)).isEqualTo(count + 2);
        });
    }

    /** About as many as fit into the maximal size of a response. */
    @Test
    void seventyThousandPropertiesAreAllRead() {
        String properties = IntStream.range(0, 70_000)
                .mapToObj(number -> ",\"" + number + "\":\"v\"")
                .collect(Collectors.joining());

        assertThat(properties("{\"id\":\"" + ID + "\",\"status\":\"active\"" + properties + "}"))
                .isEqualTo(70_002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "1,", "\"a\",", " ", "\\u0041", "\\", "{},"})
    void documentIsReadInLinearTimeAndSpace(String repeated) {
        String begin = "{\"id\": \"" + ID + "\", \"status\": \"active\", \"locations\": ";
        for (String inner : new String[] {"[", "\"", "[{\"url\": \"", ""}) {
            LinearWork.assertLinearMemory(
                    inner + repeated,
                    1_000,
                    count -> () -> assertThat(read(begin + inner + repeated.repeat(count)))
                            .isFalse());
        }
    }

    private static boolean read(String document) {
        try {
            return GlanceImage.read(ID, new ByteArrayInputStream(document.getBytes(UTF_8)))
                    .storeLocations()
                    .mayBeInSwift();
        } catch (ImageException e) {
            assertThat(e).message().hasSizeLessThan(1_000);
            return false;
        }
    }

    private static int properties(String document) {
        try {
            return GlanceImage.read(ID, new ByteArrayInputStream(document.getBytes(UTF_8)))
                    .info()
                    .properties()
                    .size();
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

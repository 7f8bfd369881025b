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

class LinearDocumentsTest {
    private static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";

    @Test
    void propertiesOfAnImageAreReadInProportionToTheirNumber() {
        LinearWork.assertLinearMemory("properties", 2_000, count -> {
            String properties = IntStream.range(0, count)
                    .mapToObj(number -> ", \"p" + number + "\": \"v\"")
                    .collect(Collectors.joining());
            String document = "{\"id\": \"" + ID + "\", \"status\": \"active\"" + properties + "}";
            return () -> assertThat(properties(document)).isEqualTo(count + 2);
        });
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

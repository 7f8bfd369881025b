// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTagsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"", "W/", "a", "\"\"", "W/\"a\","})
    void entityTagIsReadInProportionToItsText(String repeated) {
        LinearWork.assertLinearMemory(
                repeated,
                2_000,
                count -> () ->
                        assertThat(EntityTag.parse(repeated.repeat(count))).isEmpty());
    }
}

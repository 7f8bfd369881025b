// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearYamlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "{}, ",
                "a: b\n",
                "- ",
                "- a\n",
                "&a ",
                "*a ",
                "#\n",
                "\"",
                "\\",
                "? ",
                "|\n",
                " ",
                "\n",
                "<<: {}\n",
                "!a "
            })
    void documentIsReadInLinearTimeAndSpace(String repeated) {
        for (String begin : new String[] {"", "a: &a {}\n", "a: [", "a: \""}) {
            LinearWork.assertLinearMemory(begin + repeated, 1_000, count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    /** Aliases share their value: without a limit, a list of n mappings could be merged n times. */
    @Test
    void mergesOfEmptyMappingsAreLimited() {
        String sources = "a: &a [" + "{}, ".repeat(2_000) + "{}]\nb:\n";

        assertThat(read(sources + "  <<: *a\n".repeat(4))).isTrue();
        assertThat(read(sources + "  <<: *a\n".repeat(6))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/", "//a"})
    void trailingSlashesAreFoundInLinearTime(String repeated) {
        LinearWork.assertLinear(
                repeated,
                size -> repeated.repeat(size / repeated.length()),
                text -> assertThat(TrailingSlashes.removed(text)).doesNotEndWith("/"));
    }

    private static boolean read(String text) {
        try {
            return !YamlDocument.read(text, "clouds.yaml").toString().isEmpty();
        } catch (ImageException e) {
            assertThat(e).message().hasSizeLessThan(1_000);
            return false;
        }
    }
}

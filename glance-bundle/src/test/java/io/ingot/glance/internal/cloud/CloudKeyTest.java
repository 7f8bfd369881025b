// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.settings.GlanceConfig;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloudKeyTest {
    @Test
    void spellingsAreDistinct() {
        assertThat(Arrays.stream(CloudKey.values()).flatMap(key -> key.spellings().stream()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(CloudKey.class)
    void namedPropertiesExist(CloudKey key) {
        List<String> properties = Arrays.stream(GlanceConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map("io.ingot.glance/"::concat)
                .collect(Collectors.toList());
        properties.add("");

        assertThat(properties).contains(key.property());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everySpellingIsReadInsideAndOutsideOfAuth(CloudKey key) throws Exception {
        for (String spelling : key.spellings()) {
            Map<String, Object> own = Map.of(spelling, "x");
            assertThat(value(CloudSection.of(own, "c"), key)).isEqualTo("x");
            assertThat(value(CloudSection.of(Map.of("auth", own), "c"), key)).isEqualTo("x");
            assertThat(value(CloudSection.of(Map.of(spelling.replace('_', '-'), "x"), "c"), key))
                    .isEqualTo("x");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void currentSpellingOverridesTheOlderOne(CloudKey key) throws Exception {
        Map<String, Object> own = key.spellings().stream()
                .collect(Collectors.toMap(
                        spelling -> spelling, spelling -> spelling.equals(key.spelling()) ? "current" : "older"));

        assertThat(value(CloudSection.of(own, "c"), key)).isEqualTo("current");
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueInAuthOverridesUnlessTheKeyPrefersTheOuterOne(CloudKey key) throws Exception {
        CloudSection section =
                CloudSection.of(Map.of(key.spelling(), "outer", "auth", Map.of(key.spelling(), "inner")), "c");

        assertThat(value(section, key)).isEqualTo(key.prefersOuter() ? "outer" : "inner");
    }

    /** The keys whose values are kept as they are; default domains become those of user and project. */
    private static Stream<CloudKey> values() {
        return CloudKey.VALUES.stream()
                .filter(key -> key != CloudKey.DEFAULT_DOMAIN_ID && key != CloudKey.DEFAULT_DOMAIN_NAME);
    }

    private static String value(CloudSection section, CloudKey key) {
        CloudTexts texts = CloudTexts.ofCloud(section, "c");
        return texts.text(key)
                .or(() -> texts.secret(key).map(secret -> secret.reveal()))
                .orElseThrow();
    }
}

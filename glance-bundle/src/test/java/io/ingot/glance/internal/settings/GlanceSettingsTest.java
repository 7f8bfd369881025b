// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceSettingsTest {
    @Test
    void defaultsAreSafe() {
        GlanceSettings settings = GlanceSettings.of(Configs.with(Map.of()));

        assertThat(settings.directSchemes()).isEmpty();
        assertThat(settings.swiftTempUrls()).isFalse();
        assertThat(settings.serviceToken()).isTrue();
        assertThat(settings.adminsSeeAll()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file,https", " FILE , https ,", "https,file,file"})
    void schemesAreReadFromOneText(String text) {
        assertThat(of(text).directSchemes()).containsExactlyInAnyOrder("file", "https");
    }

    @Test
    void schemesAreReadFromSeveralElements() {
        assertThat(of("file", "http").directSchemes()).containsExactlyInAnyOrder("file", "http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swift", "swift+https", "file,rbd", "file https"})
    void unsupportedSchemeIsRejected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(text))
                .withMessageStartingWith("io.ingot.glance/allowedDirectUrlSchemes must list file, http or https, was")
                .withMessageContaining("swiftTempUrls");
    }

    private static GlanceSettings of(String... schemes) {
        return GlanceSettings.of(Configs.with(Map.of("allowedDirectUrlSchemes", schemes)));
    }
}

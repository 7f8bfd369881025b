// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.table.ProtectedSchemes;
import io.ingot.resolver.internal.table.TrustedBundle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

class ResolverSettingsTest {
    @Test
    void defaultsAreValid() {
        ResolverSettings settings = ResolverSettings.of(FakeConfig.defaults());

        assertThat(settings.waitTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.callTimeout().limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retryRule().retries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "waitMillis, -1, 0 to 600000",
        "showTimeoutMillis, 0, 1 to 3600000",
        "retryPauseMillis, 0, 1 to 60000",
        "longestRetryPauseMillis, 600001, 1 to 600000",
    })
    void valueOutOfRangeIsRefusedByName(String property, long value, String range) {
        assertThatThrownBy(() -> ResolverSettings.of(FakeConfig.with(Map.of(property, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.ingot.resolver/" + property + " must be from " + range + ", was " + value);
    }

    @Test
    void schemesOfTheDistributionAreItsBundlesAloneByDefault() {
        ProtectedSchemes protection = ResolverSettings.of(FakeConfig.defaults()).protection();

        for (String scheme : List.of("file", "glance", "http", "https")) {
            assertThat(protection.admits(scheme, provider("com.example.mine"))).isFalse();
        }
        assertThat(protection.admits("https", provider("io.ingot.http"))).isTrue();
        assertThat(protection.admits("s3", provider("com.example.mine"))).isTrue();
    }

    @Test
    void listsAreSplitAndMayBeEmpty() {
        ResolverConfig config = FakeConfig.with(Map.of(
                "protectedSchemes", new String[] {"S3, https"}, "trustedBundles", new String[] {"a.b , c@file:/x/"}));
        ProtectedSchemes protection = ResolverSettings.of(config).protection();
        assertThat(protection.schemes()).containsExactlyInAnyOrder("s3", "https");
        assertThat(protection.bundles()).extracting(TrustedBundle::name).containsExactly("a.b", "c");

        ResolverConfig none = FakeConfig.with(Map.of("protectedSchemes", new String[] {""}));
        assertThat(ResolverSettings.of(none).protection().schemes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"protectedSchemes, 1x", "protectedSchemes, 'a b'", "trustedBundles, 'a b'", "trustedBundles, @x"})
    void invalidSchemeOrBundleIsRefusedWithItsProperty(String property, String value) {
        assertThatThrownBy(() -> ResolverSettings.of(FakeConfig.with(Map.of(property, new String[] {value}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("io.ingot.resolver/" + property + " must list")
                .hasMessageContaining(value);
    }

    private static Provider provider(String name) {
        return new Provider(1, name, Version.emptyVersion, "file:/deploy/x.jar");
    }

    @Test
    void numberOfRetriesIsBounded() {
        assertThatThrownBy(() -> ResolverSettings.of(FakeConfig.with(Map.of("retries", 21))))
                .hasMessage("io.ingot.resolver/retries must be from 0 to 20, was 21");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceSettingsTest {
    private static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://glance.test:9292",
                "http://glance.test:9292/",
                "http://glance.test:9292/v2",
                " http://glance.test:9292/v2/ "
            })
    void anEndpointIsTakenWithAndWithoutItsVersion(String endpoint) throws Exception {
        GlanceSettings settings = GlanceSettings.of(Configs.with(Map.of("endpoint", endpoint)));

        assertThat(settings.metadata(ID)).hasToString("http://glance.test:9292/v2/images/" + ID);
        assertThat(settings.file(ID)).hasToString("http://glance.test:9292/v2/images/" + ID + "/file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glance.test:9292",
                "ftp://glance.test/",
                "http:///v2",
                "http://glance.test/?a=s3cret",
                "http://user:s3cret@glance.test/",
                "not a url"
            })
    void anythingElseIsRefusedWithoutShowingASecret(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlanceSettings.of(Configs.with(Map.of("endpoint", endpoint))))
                .withMessageStartingWith("io.ingot.glance/endpoint must be an http or https URL")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void whatIsNoUrlIsShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlanceSettings.of(Configs.with(Map.of("endpoint", "banana"))))
                .withMessageContaining("'banana'");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.testing.service.ToyService;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrongSettingsTest {
    @Test
    void requestsFailWithTheReasonUntilTheConfigurationIsValid() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(Map.of("waitMillis", -1L))) {
            fixture.register("toy", ToyService.showing((request, call) -> info()));

            ImageException refusal = catchThrowableOfType(ImageException.class, () -> fixture.show("toy://image"));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal)
                    .hasMessageContaining("io.ingot.resolver/waitMillis")
                    .hasMessageContaining("-1");

            fixture.resolver.modified(FakeConfig.defaults());
            assertThat(fixture.show("toy://image")).isEqualTo(info());
        }
    }

    @Test
    void invalidChangeKeepsThePreviousSettings() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", ToyService.showing((request, call) -> info()));

            fixture.resolver.modified(FakeConfig.with(Map.of("waitMillis", -1L)));

            assertThat(fixture.show("toy://image")).isEqualTo(info());
        }
    }

    private static ImageInfo info() {
        return ImageInfo.builder().size(7).build();
    }
}

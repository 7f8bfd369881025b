// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongSettingsTest {
    private static final byte[] BYTES = TestEngine.bytes(1000);

    @TempDir
    Path folder;

    @Test
    void fetchesFailUntilTheConfigurationIsCorrected() throws Exception {
        try (TestEngine engine = new TestEngine(folder, TestConfig.quick().with("mode", "0888"))) {
            engine.image(BYTES);

            ImageException refusal = engine.failure();
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(refusal).hasMessageContaining("io.ingot.fetch/mode").hasMessageContaining("0888");
            try (Call call = Call.start()) {
                ImageException preview =
                        catchThrowableOfType(ImageException.class, () -> engine.engine.preview(engine.request(), call));
                assertThat(preview.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            }

            engine.engine.modified(TestConfig.quick().get());
            engine.fetch();
            engine.assertOnlyDestination(BYTES);
        }
    }

    @Test
    void wrongChangeKeepsTheFormerSettings() throws Exception {
        try (TestEngine engine = TestEngine.in(folder)) {
            engine.image(BYTES);

            engine.engine.modified(TestConfig.quick().with("mode", "0888").get());

            engine.fetch();
            engine.assertOnlyDestination(BYTES);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeShareTest {
    @Test
    void exhaustedShareIsRetryableAndKeepsTypedFacts() {
        ImageException timeout = new ImageException(ErrorCode.TIMED_OUT, "time is up")
                .withService("io.ingot.http 1.0.0")
                .withDetails(List.of("glance.test: connected"));

        ImageException failure;
        try (Call call = Call.start()) {
            failure = catchThrowableOfType(
                    ImageException.class,
                    () -> TimeShare.run(call, part -> {
                        throw timeout;
                    }));
        }

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.service()).hasValue("io.ingot.http 1.0.0");
        assertThat(failure.details()).containsExactly("glance.test: connected");
        assertThat(failure).hasMessageContaining("time is up");
    }
}

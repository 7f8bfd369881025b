// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlanceFailureTest {
    @Test
    void typedFactsOfAFailedEndpointAreKept() throws Exception {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "no connection")
                .withRetryAfter(Duration.ofSeconds(7))
                .withService("io.ingot.http 1.0.0")
                .withPhase(FetchPhase.ASKING)
                .withBytesTransferred(3)
                .withDetails(List.of("proxy.test: 503"));

        ImageException converted = GlanceFailure.endpointDown(ImageReference.parse("http://glance.test:9292"), failure);

        assertThat(converted.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(converted.retryAfter()).hasValue(Duration.ofSeconds(7));
        assertThat(converted.service()).hasValue("io.ingot.http 1.0.0");
        assertThat(converted.phase()).hasValue(FetchPhase.ASKING);
        assertThat(converted.bytesTransferred()).hasValue(3);
        assertThat(converted.details()).containsExactly("proxy.test: 503");
        assertThat(converted).hasMessageContainingAll("no connection", "http://glance.test:9292");
    }
}

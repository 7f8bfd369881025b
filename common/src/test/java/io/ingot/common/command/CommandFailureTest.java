// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFailureTest {
    @Test
    void jsonHasEveryKnownFactInOrder() {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "reset")
                .withRetryAfter(Duration.ofMillis(29_500))
                .withDetails(List.of("one"))
                .withPhase(FetchPhase.TRANSFERRING)
                .withBytesTransferred(123)
                .withService("io.ingot.http 1.0.0");

        assertThat(JsonText.of(
                        CommandFailure.of(failure).withReference("http://h/a").json()))
                .isEqualTo(
                        "{\"error\":{\"code\":\"TRANSFER_FAILED\",\"message\":\"reset\",\"reference\":\"http://h/a\","
                                + "\"retryable\":true,\"retryAfterSeconds\":30,\"details\":[\"one\"],\"phase\":\"transferring\","
                                + "\"bytesTransferred\":123,\"service\":\"io.ingot.http 1.0.0\"}}");
    }

    @Test
    void unknownFactsAreAbsent() {
        assertThat(JsonText.of(CommandFailure.usage("no command").json()))
                .isEqualTo(
                        "{\"error\":{\"code\":\"USAGE\",\"message\":\"no command\",\"retryable\":false,\"details\":[]}}");
    }

    @Test
    void aFetchWithoutTransferredBytesReportsZero() {
        ImageException failure = new ImageException(ErrorCode.NOT_FOUND, "404").withBytesTransferred(0);

        assertThat(JsonText.of(CommandFailure.of(failure).json())).contains("\"bytesTransferred\":0");
    }

    @Test
    void factsFollowTheDetailsForPeople() {
        ImageException failure = new ImageException(ErrorCode.NOT_FOUND, "404")
                .withDetails(List.of("one"))
                .withPhase(FetchPhase.ASKING)
                .withBytesTransferred(0)
                .withService("io.ingot.http 1.0.0");

        assertThat(CommandFailure.of(failure).details())
                .containsExactly("one", "phase: asking", "bytes transferred: 0", "image service: io.ingot.http 1.0.0");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the rule of ranges by either view. */
class RangeGuardTest {
    private static final String RECEIVED = "0123456789";

    @ParameterizedTest
    @EnumSource
    void bytesAfterTheRangeAreNotRead(BodyView view) throws Exception {
        assertThat(range(view, 4, true).readAllBytes()).asString().isEqualTo("0123");
    }

    @ParameterizedTest
    @EnumSource
    void endBeforeThatOfTheRangeIsARetryableFailure(BodyView view) throws Exception {
        InputStream range = range(view, 12, true);
        assertThat(range.readNBytes(10)).asString().isEqualTo(RECEIVED);
        assertThatFailure(range::read)
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .isRetryable()
                .hasMessage("reading: the range ended 2 bytes early");
    }

    @ParameterizedTest
    @EnumSource
    void rangeShorterThanRequestedIsARetryableFailureAfterItsBytes(BodyView view) throws Exception {
        InputStream range = range(view, 10, false);
        assertThat(range.readNBytes(10)).asString().isEqualTo(RECEIVED);
        assertThat(range.read(new byte[0])).isZero();
        assertThatFailure(range::read)
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .isRetryable()
                .hasMessage("reading: the range ended with fewer bytes than were requested");
    }

    private static InputStream range(BodyView view, long length, boolean isComplete) {
        InputStream received = new ByteArrayInputStream(RECEIVED.getBytes(StandardCharsets.US_ASCII));
        RangeGuard guard = new RangeGuard(length, isComplete, "reading");
        return view.of(
                new RangeStream(received, guard, received),
                Optional.of(new RangeChannel(Channels.newChannel(received), guard)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    private static final Set<ErrorCode> MAY_PASS = EnumSet.of(
            ErrorCode.TRANSFER_FAILED,
            ErrorCode.INSUFFICIENT_SPACE,
            ErrorCode.TIMED_OUT,
            ErrorCode.LOCAL_IO,
            ErrorCode.UNAVAILABLE);

    @ParameterizedTest
    @EnumSource
    void temporaryFailuresAreRetryable(ErrorCode code) {
        assertThat(code.retryable()).isEqualTo(MAY_PASS.contains(code));
    }
}

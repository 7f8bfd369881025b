// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the command's contract. */
class ErrorCodeTest {
    @ParameterizedTest
    @CsvSource({
        "INTERNAL, 1, false",
        "USAGE, 2, false",
        "INVALID_REFERENCE, 10, false",
        "UNSUPPORTED_SCHEME, 11, false",
        "NOT_FOUND, 12, false",
        "NOT_AUTHORIZED, 13, false",
        "UNACCEPTABLE, 14, false",
        "REFUSED_BY_POLICY, 15, false",
        "TRANSFER_FAILED, 16, true",
        "CHECKSUM_MISMATCH, 17, false",
        "INSUFFICIENT_SPACE, 18, true",
        "INVALID_METADATA, 19, false",
        "TIMED_OUT, 20, true",
        "LOCAL_IO, 21, true",
        "INVALID_CONFIGURATION, 22, false",
        "STORE_DAMAGED, 23, false",
        "UNTRUSTED, 24, false",
        "CANCELLED, 130, false"
    })
    void eachCodeHasItsExitStatus(ErrorCode code, int status, boolean retryable) {
        assertThat(code.exitStatus()).isEqualTo(status);
        assertThat(code.retryable()).isEqualTo(retryable);
    }

    @Test
    void noCodeEndsAProcessWithSuccess() {
        assertThat(Arrays.stream(ErrorCode.values()))
                .allSatisfy(code -> assertThat(code.exitStatus()).isBetween(1, 255));
    }
}

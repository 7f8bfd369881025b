// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of the command's contract. */
class CommandErrorTest {
    @ParameterizedTest
    @CsvSource({
        "INTERNAL, 1",
        "USAGE, 2",
        "INVALID_REFERENCE, 10",
        "UNSUPPORTED_SCHEME, 11",
        "NOT_FOUND, 12",
        "NOT_AUTHORIZED, 13",
        "UNACCEPTABLE, 14",
        "REFUSED_BY_POLICY, 15",
        "TRANSFER_FAILED, 16",
        "CHECKSUM_MISMATCH, 17",
        "INSUFFICIENT_SPACE, 18",
        "INVALID_METADATA, 19",
        "TIMED_OUT, 20",
        "LOCAL_IO, 21",
        "INVALID_CONFIGURATION, 22",
        "STORE_DAMAGED, 23",
        "UNTRUSTED, 24",
        "UNAVAILABLE, 25",
        "UNSAFE, 26",
        "CANCELLED, 130"
    })
    void eachErrorHasItsExitStatus(CommandError error, int status) {
        assertThat(error.exitStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void eachCodeOfTheApiIsReportedAsItself(ErrorCode code) {
        assertThat(CommandError.of(code).name()).isEqualTo(code.name());
    }

    @Test
    void onlyUsageIsNotACodeOfTheApi() {
        Stream<String> codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::name);

        assertThat(CommandError.values())
                .extracting(CommandError::name)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("USAGE"), codes).toList());
    }

    @Test
    void exitStatusesAreDistinct() {
        assertThat(CommandError.values()).extracting(CommandError::exitStatus).doesNotHaveDuplicates();
    }
}

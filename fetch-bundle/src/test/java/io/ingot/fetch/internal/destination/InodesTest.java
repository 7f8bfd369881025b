// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.destination.Inodes.FreeInodes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InodesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "30 29, SOME",
        "30 0, NONE",
        "0 0, UNKNOWN",
        "'', UNKNOWN",
        "30, UNKNOWN",
        "-1 0, UNKNOWN",
        "18446744073709551615 18446744073709551615, SOME",
        "999999999999999999999 0, UNKNOWN",
        "30 0 and more, UNKNOWN"
    })
    void outputIsParsedStrictly(String answer, FreeInodes left) {
        assertThat(new Inodes(List.of("sh", "-c", "echo '" + answer + "'")).free(folder))
                .isEqualTo(left);
    }

    @Test
    void theFileSystemOfThisTestIsNotExhausted() {
        assertThat(new Inodes().free(folder)).isNotEqualTo(FreeInodes.NONE);
    }

    @Test
    void aMissingProgramGivesUnknown() {
        assertThat(new Inodes(List.of(folder.resolve("missing").toString())).free(folder))
                .isEqualTo(FreeInodes.UNKNOWN);
    }

    @Test
    void endlessOutputIsNotReadToItsEnd() {
        assertThat(new Inodes(List.of("sh", "-c", "yes | head -c 10000")).free(folder))
                .isEqualTo(FreeInodes.UNKNOWN);
    }
}

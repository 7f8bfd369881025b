// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderModeTest {
    @ParameterizedTest
    @CsvSource({"0755, rwxr-xr-x", "755, rwxr-xr-x", "0700, rwx------", "0711, rwx--x--x", "0775, rwxrwxr-x"})
    void octalModeIsParsed(String octal, String permissions) {
        assertThat(PosixFilePermissions.toString(FolderMode.parse(octal).permissions()))
                .isEqualTo(permissions);
    }

    @ParameterizedTest
    @CsvSource({
        "'', octal",
        "rwxr-xr-x, octal",
        "0855, octal",
        "75, octal",
        "01755, octal",
        "2755, octal",
        "4755, octal",
        "-755, octal",
        "0555, owner",
        "0055, owner",
        "0655, owner",
        "0757, others",
        "0777, others"
    })
    void otherModesAreRefused(String octal, String fact) {
        assertThatThrownBy(() -> FolderMode.parse(octal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ")
                .hasMessageContainingAll(fact, "was '" + octal + "'");
    }
}

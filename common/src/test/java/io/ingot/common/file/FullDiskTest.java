// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void fullDiskAndExhaustedQuotaAreRecognised() {
        assertThat(FullDisk.isReportedBy(new IOException("No space left on device")))
                .isTrue();
        assertThat(FullDisk.isReportedBy(new FileSystemException("/a", null, "Disk quota exceeded")))
                .isTrue();
        assertThat(FullDisk.isQuotaReportedBy(new IOException("Disk quota exceeded")))
                .isTrue();
        assertThat(FullDisk.isQuotaReportedBy(new IOException("No space left on device")))
                .isFalse();
        assertThat(FullDisk.isReportedBy(new IOException("Input/output error"))).isFalse();
        assertThat(FullDisk.isReportedBy(new IOException((String) null))).isFalse();
    }

    @Test
    void pathInAMessageIsNotTakenForAReason() {
        assertThat(FullDisk.isReportedBy(new NoSuchFileException("/srv/no space left")))
                .isFalse();
        assertThat(FullDisk.hasOwnClass(new NoSuchFileException("/a"))).isTrue();
        assertThat(FullDisk.hasOwnClass(new FileSystemException("/a"))).isFalse();
    }
}

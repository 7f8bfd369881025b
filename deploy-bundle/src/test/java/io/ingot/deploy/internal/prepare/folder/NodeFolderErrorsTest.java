// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodeFolderErrorsTest {
    private static final Path NODE = Path.of("/srv/node");

    @Test
    void failureHasItsPathOnceAndItsReason() {
        ImageException e = NodeFolderErrors.failed("creating", NODE, new AccessDeniedException("/srv/node"));

        assertThat(e).hasMessage("creating /srv/node failed: permission denied");
        assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO);
    }

    @Test
    void failureOfAnotherPathHasThatPathToo() {
        assertThat(NodeFolderErrors.failed("cleaning", NODE, new NoSuchFileException("/srv/node/.ingot/lock")))
                .hasMessage("cleaning /srv/node failed: /srv/node/.ingot/lock: no such file or directory");
    }

    @Test
    void fullDiskIsInsufficientSpace() {
        ImageException e = NodeFolderErrors.failed(
                "writing", NODE, new FileSystemException("/srv/node", null, "No space left on device"));

        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageEndingWith("failed: No space left on device");
        assertThat(NodeFolderErrors.failed("writing", NODE, new IOException("Disk quota exceeded"))
                        .code())
                .isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The storage of a framework while it runs.
 *
 * @param folder a folder of this process alone, which need not exist yet
 * @param remedy what to do if the folder cannot be written
 */
public record FrameworkStorage(Path folder, String remedy) {
    /** Twice the size that a framework with all of Ingot's bundles needs, approximately. */
    private static final int PROBE_BYTES = 1 << 20;

    private static final int PROBE_FILES = 200; // a file system can run out of inodes

    /**
     * Returns the failure; if the folder cannot be written, the failure that reports this, since it caused the other.
     */
    public LaunchFailure explain(LaunchFailure failure) {
        try {
            probe();
            return failure;
        } catch (IOException e) {
            LaunchFailure cause = refusal(e);
            cause.addSuppressed(failure);
            return cause;
        }
    }

    private void probe() throws IOException {
        Files.createDirectories(folder);
        Path probe = Files.createTempDirectory(folder, "probe-");
        try {
            Files.write(probe.resolve("bytes"), new byte[PROBE_BYTES]);
            for (int i = 0; i < PROBE_FILES; i++) {
                Files.createFile(probe.resolve("file-" + i));
            }
        } finally {
            PrivateFolder.delete(probe);
        }
    }

    /** Returns the failure that reports that a file cannot be written here. */
    public LaunchFailure refusal(IOException e) {
        String reason = ImageException.reason(e);
        boolean full = FullDisk.isReportedBy(e);
        return new LaunchFailure(
                full ? ErrorCode.INSUFFICIENT_SPACE : ErrorCode.LOCAL_IO,
                "cannot write to " + folder + ": " + reason + "; " + (full ? "free space there, or " : "") + remedy,
                e);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The users who may change what this process relies on: root, and the one who runs it.
 *
 * @param self the number of the user who runs this process
 */
public record TrustedUsers(int self) {
    private static final int ROOT = 0;
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    /** Root and the user of this process. */
    public static TrustedUsers current() throws IOException {
        try {
            return new TrustedUsers(owner(THIS_PROCESS));
        } catch (NoSuchFileException e) {
            return ofNewFile();
        }
    }

    /** For systems without {@code /proc}. */
    private static TrustedUsers ofNewFile() throws IOException {
        Path file = Files.createTempFile("ingot-", ".owner");
        try {
            return new TrustedUsers(owner(file));
        } finally {
            Files.delete(file);
        }
    }

    private static int owner(Path file) throws IOException {
        return FileAccess.ofTarget(file)
                .orElseThrow(() -> new NoSuchFileException(file.toString()))
                .owner();
    }

    /** Whether one of them owns a file. */
    public boolean isOwnerOf(FileAccess file) {
        return file.owner() == ROOT || file.owner() == self;
    }

    /** Whether nobody else may change the entries of a folder. */
    public boolean hasControlOf(FileAccess folder) {
        return isOwnerOf(folder) && !folder.isWritableByOtherUsers();
    }

    /**
     * Whether nobody else may write to a file, now or later: one of them owns it, and neither its group nor others may
     * write.
     */
    public boolean isSoleWriterOf(FileAccess file) {
        return isOwnerOf(file) && !file.isWritableBeyondOwner();
    }
}

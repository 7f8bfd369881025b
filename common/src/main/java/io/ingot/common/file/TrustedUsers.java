// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The users that may change files on which this process relies: root, and the user of this process.
 *
 * @param self the id of the user of this process
 */
public record TrustedUsers(int self) {
    private static final int ROOT = 0;
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    /** Returns root and the user of this process. */
    public static TrustedUsers current() throws IOException {
        try {
            return new TrustedUsers(owner(THIS_PROCESS));
        } catch (NoSuchFileException e) {
            return ofNewFile();
        }
    }

    /** Determines the user on systems without {@code /proc}. */
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

    /** Returns whether a trusted user owns a file. */
    public boolean isOwnerOf(FileAccess file) {
        return file.owner() == ROOT || file.owner() == self;
    }

    /** Returns whether only trusted users may change the entries of a folder, or the bytes of a file. */
    public boolean hasControlOf(FileAccess folder) {
        return isOwnerOf(folder) && !folder.isWritableByOtherUsers();
    }

    /** Returns whether only its owner, a trusted user, may write to a file: neither the group nor others may. */
    public boolean isSoleWriterOf(FileAccess file) {
        return isOwnerOf(file) && !file.isWritableBeyondOwner();
    }
}

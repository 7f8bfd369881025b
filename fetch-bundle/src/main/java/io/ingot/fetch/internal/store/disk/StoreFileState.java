// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says of a regular file, at one moment.
 *
 * @param size its bytes
 * @param modified when its bytes last changed; whoever owns the file can set it
 * @param changed when anything of it last changed, its links included; nobody can set it
 * @param links how many names it has
 * @param inode which file it is, within its device
 * @param device where it lies
 * @param mode its permissions, and the bits setuid, setgid and sticky
 * @param owner the number of its owner
 * @param group the number of its group
 */
public record StoreFileState(
        long size,
        Instant modified,
        Instant changed,
        int links,
        long inode,
        long device,
        int mode,
        int owner,
        int group) {
    private static final String ATTRIBUTES =
            "unix:size,lastModifiedTime,ctime,nlink,ino,dev,mode,uid,gid,isRegularFile";
    private static final int MODE_BITS = 07777;

    /** The state of a file; absent if there is none of that name, or none that is regular. A link is not followed. */
    static Optional<StoreFileState> of(Path file) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(found.get("isRegularFile")) ? Optional.of(of(found)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether it is one file, not two of the same name. */
    public boolean sameFile(StoreFileState other) {
        return inode == other.inode && device == other.device;
    }

    /** Whether nobody but trusted users can have written the bytes that it has now. */
    boolean writtenBy(TrustedUsers trusted) {
        return trusted.aloneWrite(new FileAccess(FileAccess.Kind.FILE, owner, group, mode));
    }

    private static StoreFileState of(Map<String, Object> found) {
        return new StoreFileState(
                number(found, "size"),
                time(found, "lastModifiedTime"),
                time(found, "ctime"),
                (int) number(found, "nlink"),
                number(found, "ino"),
                number(found, "dev"),
                (int) number(found, "mode") & MODE_BITS,
                (int) number(found, "uid"),
                (int) number(found, "gid"));
    }

    private static long number(Map<String, Object> found, String name) {
        if (found.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("this platform does not tell the " + name + " of a file");
    }

    private static Instant time(Map<String, Object> found, String name) {
        if (found.get(name) instanceof FileTime time) {
            return time.toInstant();
        }
        throw new IllegalStateException("this platform does not tell the " + name + " of a file");
    }
}

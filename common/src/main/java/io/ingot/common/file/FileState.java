// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

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
 * What the file system reports of a name at one moment. A link is not followed.
 *
 * @param size its bytes
 * @param modified when its bytes last changed; its owner can set it
 * @param changed when anything of it last changed, its names included; nobody can set it
 * @param links how many names it has
 * @param inode which file it is, within its device
 * @param device where it lies
 * @param access its kind, owner and mode, without an access control list
 */
public record FileState(
        long size, Instant modified, Instant changed, int links, long inode, long device, FileAccess access) {
    private static final String ATTRIBUTES =
            "unix:size,lastModifiedTime,ctime,nlink,ino,dev,mode,uid,gid,isRegularFile,isDirectory,isSymbolicLink";

    /** The state of what has a name; absent if nothing has. */
    public static Optional<FileState> of(Path name) throws IOException {
        try {
            return Optional.of(of(Files.readAttributes(name, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Device and inode of what a path leads to: which file or folder it is, for as long as it exists. */
    public static String identity(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino", options);
        return found.get("dev") + ":" + found.get("ino");
    }

    /** Whether it is a regular file. */
    public boolean isFile() {
        return access.kind() == FileAccess.Kind.FILE;
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return access.isFolder();
    }

    /** Whether a rename can take its name: a file or a link can be replaced. */
    public boolean isReplaceable() {
        return isFile() || access.kind() == FileAccess.Kind.LINK;
    }

    /** Whether it is one file, not two of the same name. */
    public boolean isSameFile(FileState other) {
        return inode == other.inode && device == other.device;
    }

    /** Its permissions, and the bits setuid, setgid and sticky. */
    public int mode() {
        return access.mode();
    }

    /** The number of its owner. */
    public int owner() {
        return access.owner();
    }

    /** The number of its group. */
    public int group() {
        return access.group();
    }

    private static FileState of(Map<String, Object> found) {
        return new FileState(
                number(found, "size"),
                time(found, "lastModifiedTime"),
                time(found, "ctime"),
                (int) number(found, "nlink"),
                number(found, "ino"),
                number(found, "dev"),
                FileAccess.of(found));
    }

    private static long number(Map<String, Object> found, String name) {
        if (found.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }

    private static Instant time(Map<String, Object> found, String name) {
        if (found.get(name) instanceof FileTime time) {
            return time.toInstant();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }
}

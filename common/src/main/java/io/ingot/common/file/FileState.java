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
 * The state of a directory entry at one moment. A symbolic link is not followed.
 *
 * @param size its size in bytes
 * @param modified when its bytes last changed; the owner can set it
 * @param changed when its bytes, attributes or names last changed (ctime); it cannot be set
 * @param links the number of its hard links
 * @param inode its number within the device
 * @param device the number of its device
 * @param access its kind, owner and mode; the access control list is not determined
 */
public record FileState(
        long size, Instant modified, Instant changed, int links, long inode, long device, FileAccess access) {
    private static final String ATTRIBUTES =
            "unix:size,lastModifiedTime,ctime,nlink,ino,dev,mode,uid,gid,isRegularFile,isDirectory,isSymbolicLink";

    /** Reads the state of a directory entry; absent if it does not exist. */
    public static Optional<FileState> of(Path name) throws IOException {
        try {
            return Optional.of(of(Files.readAttributes(name, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns device and inode of the target of a path, which identify a file or folder while it exists. */
    public static String identity(Path path, LinkOption... options) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino", options);
        return attributes.get("dev") + ":" + attributes.get("ino");
    }

    /** Returns whether this is a regular file. */
    public boolean isFile() {
        return access.kind() == FileAccess.Kind.FILE;
    }

    /** Returns whether this is a folder. */
    public boolean isFolder() {
        return access.isFolder();
    }

    /** Returns whether a rename can replace this entry: a file or a symbolic link. */
    public boolean isReplaceable() {
        return isFile() || access.kind() == FileAccess.Kind.LINK;
    }

    /** Returns whether both are the same file, by device and inode. */
    public boolean isSameFile(FileState other) {
        return inode == other.inode && device == other.device;
    }

    /** Returns the permissions, including the setuid, setgid and sticky bits. */
    public int mode() {
        return access.mode();
    }

    /** Returns the user id of the owner. */
    public int owner() {
        return access.owner();
    }

    /** Returns the id of the group. */
    public int group() {
        return access.group();
    }

    private static FileState of(Map<String, Object> attributes) {
        return new FileState(
                number(attributes, "size"),
                time(attributes, "lastModifiedTime"),
                time(attributes, "ctime"),
                (int) number(attributes, "nlink"),
                number(attributes, "ino"),
                number(attributes, "dev"),
                FileAccess.of(attributes));
    }

    private static long number(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }

    private static Instant time(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof FileTime time) {
            return time.toInstant();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }
}

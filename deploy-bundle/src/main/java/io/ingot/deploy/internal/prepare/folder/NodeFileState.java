// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

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
 * What the file system says of a name, at one moment. A link is not followed.
 *
 * @param kind what it is
 * @param inode which file it is, within its device
 * @param size its bytes
 * @param modified when its bytes last changed; whoever owns the file can set it
 * @param changed when anything of it last changed, its names included; nobody can set it
 */
public record NodeFileState(Kind kind, long inode, long size, Instant modified, Instant changed) {
    private static final String ATTRIBUTES =
            "unix:ino,size,lastModifiedTime,ctime,isRegularFile,isSymbolicLink,isDirectory";

    /** What can have a name. */
    public enum Kind {
        /** A file with bytes. */
        FILE,
        /** A symbolic link, wherever it leads. */
        LINK,
        /** A folder. */
        FOLDER,
        /** A device, pipe or socket. */
        DEVICE
    }

    /** The state of what has a name; absent if nothing has. */
    static Optional<NodeFileState> of(Path name) throws IOException {
        try {
            return Optional.of(of(Files.readAttributes(name, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a file with bytes. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Whether a rename can take its name: a file or a link can be replaced. */
    public boolean isReplaceable() {
        return kind == Kind.FILE || kind == Kind.LINK;
    }

    private static NodeFileState of(Map<String, Object> found) {
        return new NodeFileState(
                kind(found),
                number(found, "ino"),
                number(found, "size"),
                time(found, "lastModifiedTime"),
                time(found, "ctime"));
    }

    private static Kind kind(Map<String, Object> found) {
        if (Boolean.TRUE.equals(found.get("isRegularFile"))) {
            return Kind.FILE;
        }
        if (Boolean.TRUE.equals(found.get("isSymbolicLink"))) {
            return Kind.LINK;
        }
        return Boolean.TRUE.equals(found.get("isDirectory")) ? Kind.FOLDER : Kind.DEVICE;
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

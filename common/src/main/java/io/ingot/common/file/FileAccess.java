// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The owner and mode of a file, folder or symbolic link.
 *
 * @param kind its kind
 * @param owner the user id of its owner
 * @param group the id of its group
 * @param mode its permissions, including the setuid, setgid and sticky bits
 * @param hasAccessList whether an access control list may let further users write; only determined if the group may
 *     write
 */
public record FileAccess(Kind kind, int owner, int group, int mode, boolean hasAccessList) {
    private static final String ATTRIBUTES = "unix:uid,gid,mode,isRegularFile,isDirectory,isSymbolicLink";
    private static final int MODE_BITS = 07777;
    private static final int SPECIAL_BITS = 07000;
    private static final int STICKY = 01000;
    private static final int PERMISSIONS = 0777;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int OTHERS_READ = 0004;

    /** The kind of a directory entry. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link. */
        LINK,
        /** A pipe, socket or device. */
        OTHER
    }

    /** Creates the access without an access control list. */
    public FileAccess(Kind kind, int owner, int group, int mode) {
        this(kind, owner, group, mode, false);
    }

    /**
     * Reads the access of a directory entry, without following a symbolic link.
     *
     * @return absent if the entry does not exist
     */
    public static Optional<FileAccess> of(Path name) throws IOException {
        return read(name, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the access of the target of a path, following symbolic links.
     *
     * @return absent if the target does not exist
     */
    public static Optional<FileAccess> ofTarget(Path name) throws IOException {
        return read(name);
    }

    private static Optional<FileAccess> read(Path name, LinkOption... options) throws IOException {
        try {
            FileAccess access = of(Files.readAttributes(name, ATTRIBUTES, options));
            return Optional.of(
                    access.hasPrivateGroupWrite() && AccessList.mayBeOn(name) ? access.withAccessList() : access);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static FileAccess of(Map<String, Object> attributes) {
        return new FileAccess(
                kind(attributes),
                number(attributes, "uid"),
                number(attributes, "gid"),
                number(attributes, "mode") & MODE_BITS);
    }

    private static Kind kind(Map<String, Object> attributes) {
        if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
            return Kind.LINK;
        }
        if (Boolean.TRUE.equals(attributes.get("isDirectory"))) {
            return Kind.FOLDER;
        }
        return Boolean.TRUE.equals(attributes.get("isRegularFile")) ? Kind.FILE : Kind.OTHER;
    }

    private static int number(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }

    /** Returns whether this is a folder. */
    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Returns whether the mode lets the group or all others write. */
    public boolean isWritableBeyondOwner() {
        return (mode & (GROUP_WRITE | OTHERS_WRITE)) != 0;
    }

    /**
     * Returns whether users other than the owner may write. A group with the id of the owner counts as private to the
     * owner: systems that give each user such a group create folders that it may write. With an access control list,
     * the permissions of the group apply to all users on the list. The mode of a symbolic link has no meaning.
     */
    public boolean isWritableByOtherUsers() {
        return kind != Kind.LINK
                && ((mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITE) != 0 && (group != owner || hasAccessList)));
    }

    private boolean hasPrivateGroupWrite() {
        return (mode & GROUP_WRITE) != 0 && !isWritableByOtherUsers() && kind != Kind.LINK;
    }

    private FileAccess withAccessList() {
        return new FileAccess(kind, owner, group, mode, true);
    }

    /** Returns whether the mode lets every user write. */
    public boolean isWritableByAll() {
        return kind != Kind.LINK && (mode & OTHERS_WRITE) != 0;
    }

    /** Returns whether the mode lets every user read. */
    public boolean isReadableByAll() {
        return kind != Kind.LINK && (mode & OTHERS_READ) != 0;
    }

    /** Returns whether only the owners of entries may rename and delete them, as in {@code /tmp}. */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** Returns whether the setuid, setgid or sticky bit is set. */
    public boolean hasSpecialBits() {
        return (mode & SPECIAL_BITS) != 0;
    }

    /** Returns the nine permission bits. */
    public int permissions() {
        return mode & PERMISSIONS;
    }

    /** Returns owner and mode for a message: {@code user 4343, mode 0777}. */
    public String text() {
        return "user " + owner + ", mode " + String.format(Locale.ROOT, "%04o", mode)
                + (hasAccessList ? ", access control list" : "");
    }
}

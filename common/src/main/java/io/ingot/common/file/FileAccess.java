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
 * Who owns a file, folder or symbolic link, and what its mode permits.
 *
 * @param kind what it is
 * @param owner the number of its owner
 * @param group the number of its group
 * @param mode its permissions, and the bits setuid, setgid and sticky
 * @param listed whether an access control list may let further users write; only known where the group may write
 */
public record FileAccess(Kind kind, int owner, int group, int mode, boolean listed) {
    private static final String ATTRIBUTES = "unix:uid,gid,mode,isRegularFile,isDirectory,isSymbolicLink";
    private static final int MODE_BITS = 07777;
    private static final int SPECIAL_BITS = 07000;
    private static final int STICKY = 01000;
    private static final int PERMISSIONS = 0777;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int OTHERS_READ = 0004;

    /** What can have a name. */
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

    /** One without an access control list. */
    public FileAccess(Kind kind, int owner, int group, int mode) {
        this(kind, owner, group, mode, false);
    }

    /**
     * Looks at a name; a symbolic link is not followed.
     *
     * @return absent if nothing has the name
     */
    public static Optional<FileAccess> of(Path name) throws IOException {
        return read(name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Looks at what a name leads to, through symbolic links. */
    public static Optional<FileAccess> ofTarget(Path name) throws IOException {
        return read(name);
    }

    private static Optional<FileAccess> read(Path name, LinkOption... options) throws IOException {
        try {
            FileAccess found = of(Files.readAttributes(name, ATTRIBUTES, options));
            return Optional.of(found.hasPrivateGroupWrite() && AccessList.mayBeOn(name) ? found.withAccessList() : found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static FileAccess of(Map<String, Object> found) {
        return new FileAccess(
                kind(found), number(found, "uid"), number(found, "gid"), number(found, "mode") & MODE_BITS);
    }

    private static Kind kind(Map<String, Object> found) {
        if (Boolean.TRUE.equals(found.get("isSymbolicLink"))) {
            return Kind.LINK;
        }
        if (Boolean.TRUE.equals(found.get("isDirectory"))) {
            return Kind.FOLDER;
        }
        return Boolean.TRUE.equals(found.get("isRegularFile")) ? Kind.FILE : Kind.OTHER;
    }

    private static int number(Map<String, Object> found, String name) {
        if (found.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException("this platform does not report the " + name + " of a file");
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Whether its mode lets its group or all others write. */
    public boolean isWritableBeyondOwner() {
        return (mode & (GROUP_WRITE | OTHERS_WRITE)) != 0;
    }

    /**
     * Whether users other than its owner may write. The group that has its owner's number is the owner's own: systems that
     * give each user such a group make folders that the group may write. With an access control list, the permissions of the
     * group are those of all users on the list. The mode of a symbolic link means nothing.
     */
    public boolean isWritableByOtherUsers() {
        return kind != Kind.LINK
                && ((mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITE) != 0 && (group != owner || listed)));
    }

    private boolean hasPrivateGroupWrite() {
        return (mode & GROUP_WRITE) != 0 && !isWritableByOtherUsers() && kind != Kind.LINK;
    }

    private FileAccess withAccessList() {
        return new FileAccess(kind, owner, group, mode, true);
    }

    /** Whether its mode lets every user write. */
    public boolean isWritableByAll() {
        return kind != Kind.LINK && (mode & OTHERS_WRITE) != 0;
    }

    /** Whether its mode lets every user read. */
    public boolean isReadableByAll() {
        return kind != Kind.LINK && (mode & OTHERS_READ) != 0;
    }

    /** Whether only the owners of its entries may rename and delete them, as in {@code /tmp}. */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** Whether the bit setuid, setgid or sticky is set. */
    public boolean hasSpecialBits() {
        return (mode & SPECIAL_BITS) != 0;
    }

    /** The nine bits of reading, writing and executing. */
    public int permissions() {
        return mode & PERMISSIONS;
    }

    /** {@code user 4343, mode 0777}. */
    public String text() {
        return "user " + owner + ", mode " + String.format(Locale.ROOT, "%04o", mode)
                + (listed ? ", access control list" : "");
    }
}

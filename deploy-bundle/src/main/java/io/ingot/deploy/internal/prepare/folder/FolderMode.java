// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The permissions of a folder that other users may read, such as the daemons that serve its files.
 *
 * @param permissions the permissions, for the file system
 */
public record FolderMode(Set<PosixFilePermission> permissions) {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
    private static final String SYMBOLS = "rwxrwxrwx";
    private static final int HIGHEST_BIT = 0400;
    private static final int OWNER = 0700;
    private static final int OTHERS_WRITE = 0002;

    /** Copies the set. */
    public FolderMode {
        permissions = Set.copyOf(permissions);
    }

    /**
     * Parses an octal mode, such as {@code 0755}.
     *
     * @throws IllegalArgumentException if it is not an octal mode, denies the owner access, or lets everyone write; the
     *     message continues the name of a property
     */
    public static FolderMode parse(String octal) {
        if (!OCTAL.matcher(octal).matches()) {
            throw new IllegalArgumentException("must be an octal mode such as 0755, was '" + octal + "'");
        }
        int bits = Integer.parseInt(octal, 8);
        if ((bits & OWNER) != OWNER) {
            throw new IllegalArgumentException("must let the owner read, write and enter (07xx), was '" + octal + "'");
        }
        if ((bits & OTHERS_WRITE) != 0) {
            throw new IllegalArgumentException("must not let others write, was '" + octal + "'");
        }
        StringBuilder symbols = new StringBuilder(SYMBOLS);
        for (int index = 0; index < SYMBOLS.length(); index++) {
            if ((bits & HIGHEST_BIT >> index) == 0) {
                symbols.setCharAt(index, '-');
            }
        }
        return new FolderMode(PosixFilePermissions.fromString(symbols.toString()));
    }
}

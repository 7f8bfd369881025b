// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The permissions of a file at its destination.
 *
 * @param permissions the POSIX permissions
 */
public record FileMode(Set<PosixFilePermission> permissions) {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
    private static final PosixFilePermission[] BY_BIT = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    /** Copies the set. */
    public FileMode {
        permissions = Set.copyOf(permissions);
    }

    /**
     * Parses an octal mode such as {@code 0644}.
     *
     * @throws IllegalArgumentException if the text is not an octal mode, or the owner could not read the file
     */
    public static FileMode parse(String octal) {
        if (!OCTAL.matcher(octal).matches()) {
            throw new IllegalArgumentException("mode must be an octal mode such as 0644, was '" + octal + "'");
        }
        int bits = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BY_BIT.length; bit++) {
            if ((bits >> bit & 1) == 1) {
                permissions.add(BY_BIT[bit]);
            }
        }
        if (!permissions.contains(PosixFilePermission.OWNER_READ)) {
            throw new IllegalArgumentException("mode must let the owner read, was '" + octal + "'");
        }
        return new FileMode(permissions);
    }
}

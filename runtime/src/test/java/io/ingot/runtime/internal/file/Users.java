// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The user who runs the tests: root can change the owner of files, other users pretend to be someone else. */
public final class Users {
    private static final int STRANGER = 4343;

    private Users() {}

    /** Returns the trust of the user who owns a path of the test. */
    public static TrustedPaths trustOf(Path made) throws IOException {
        return new TrustedPaths(new TrustedUsers(owner(made)));
    }

    /**
     * Returns the trust with which a path belongs to another user: root changes its owner; other users check as someone
     * else.
     */
    public static TrustedPaths trustOfOneWhoDoesNotOwn(Path path) throws IOException {
        int owner = owner(path);
        if (owner == 0) {
            Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
            return new TrustedPaths(new TrustedUsers(owner));
        }
        return new TrustedPaths(new TrustedUsers(owner + 1));
    }

    /** Sets a mode in the form of {@code ls}. */
    public static Path mode(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}

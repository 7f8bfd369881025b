// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who runs the tests: root, who can give files away, or an ordinary user, who can only pretend to be another one. */
public final class Users {
    private static final int STRANGER = 4343;

    private Users() {}

    /** What is trusted by the user who owns a path that the test made. */
    public static TrustedPaths trustOf(Path made) throws IOException {
        return new TrustedPaths(new TrustedUsers(owner(made)));
    }

    /** Makes a path another user's: root gives it away; anybody else sees it with another user's eyes. */
    public static TrustedPaths trustOfOneWhoDoesNotOwn(Path path) throws IOException {
        int owner = owner(path);
        if (owner == 0) {
            Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
            return new TrustedPaths(new TrustedUsers(owner));
        }
        return new TrustedPaths(new TrustedUsers(owner + 1));
    }

    /** Sets a mode as {@code ls} shows it. */
    public static Path mode(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}

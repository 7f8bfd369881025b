// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;

/**
 * The owner, group and mode of a file at its destination.
 *
 * @param mode the permissions
 * @param owner absent for the user of this process
 * @param group absent for the group of this process
 */
public record FileOwnership(FileMode mode, Optional<UserPrincipal> owner, Optional<GroupPrincipal> group) {
    /** Returns the ownership of a file that belongs to the user of this process. */
    public static FileOwnership of(FileMode mode) {
        return new FileOwnership(mode, Optional.empty(), Optional.empty());
    }

    /**
     * Returns this ownership with another owner.
     *
     * @param user a name or uid
     * @throws IOException if there is no such user
     */
    public FileOwnership owner(String user) throws IOException {
        return new FileOwnership(mode, Optional.of(principals().lookupPrincipalByName(user)), group);
    }

    /**
     * Returns this ownership with another group.
     *
     * @param name a name or gid
     * @throws IOException if there is no such group
     */
    public FileOwnership group(String name) throws IOException {
        return new FileOwnership(mode, owner, Optional.of(principals().lookupPrincipalByGroupName(name)));
    }

    /**
     * Sets the owner, group and mode of a file. Symbolic links are not followed, or others who may rename in the folder
     * could redirect the change. Does nothing on a platform without POSIX attributes.
     */
    void applyTo(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        if (group.isPresent()) {
            view.setGroup(group.get());
        }
        if (owner.isPresent()) {
            view.setOwner(owner.get());
        }
        view.setPermissions(mode.permissions());
    }

    private static UserPrincipalLookupService principals() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }
}

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
 * Whose a file is that lands, and who may do what with it.
 *
 * @param mode its permissions
 * @param owner absent for who runs this process
 * @param group absent for that of this process
 */
public record FileOwnership(FileMode mode, Optional<UserPrincipal> owner, Optional<GroupPrincipal> group) {
    /** A file of this process. */
    public static FileOwnership of(FileMode mode) {
        return new FileOwnership(mode, Optional.empty(), Optional.empty());
    }

    /**
     * The same with another owner.
     *
     * @param user a name, or a number
     * @throws IOException if there is no such user
     */
    public FileOwnership owner(String user) throws IOException {
        return new FileOwnership(mode, Optional.of(principals().lookupPrincipalByName(user)), group);
    }

    /**
     * The same with another group.
     *
     * @param name or a number
     * @throws IOException if there is no such group
     */
    public FileOwnership group(String name) throws IOException {
        return new FileOwnership(mode, owner, Optional.of(principals().lookupPrincipalByGroupName(name)));
    }

    /**
     * Gives a file away, and sets its permissions. No link is followed: who may rename in its folder would choose whose
     * permissions change. Does nothing where the platform knows no such thing.
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

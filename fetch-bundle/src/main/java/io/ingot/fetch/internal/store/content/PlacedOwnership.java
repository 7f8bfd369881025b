// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.destination.FileMode;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Owner, group and mode of placed images. A stored image has the same, without write permissions. */
public final class PlacedOwnership {
    private static final Set<PosixFilePermission> WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final StoreDisk disk;
    private final Set<PosixFilePermission> placed;
    private final Set<PosixFilePermission> stored;
    private final Optional<String> owner;
    private final Optional<String> group;
    private final OptionalInt self;

    /**
     * Takes the operator's settings.
     *
     * @param self the uid of this process, if it is known
     */
    public PlacedOwnership(
            StoreDisk disk, FileMode mode, Optional<String> owner, Optional<String> group, OptionalInt self) {
        this.disk = disk;
        this.placed = mode.permissions();
        this.stored = EnumSet.copyOf(placed);
        this.stored.removeAll(WRITE);
        this.owner = owner;
        this.group = group;
        this.self = self;
    }

    /** Gives a file the owner and mode of a stored image. */
    public void applyStored(Path file) throws IOException {
        changeOwner(file);
        disk.setPermissions(file, stored);
    }

    /** Gives a file the owner and mode of a placed image. */
    public void applyPlaced(Path file) throws IOException {
        changeOwner(file);
        disk.setPermissions(file, placed);
    }

    /** Returns whether stored and placed images have the same mode, so that a stored image may be hard-linked. */
    public boolean isLinkable() {
        return stored.equals(placed);
    }

    /** Returns whether a file already has the owner and mode of a placed image. */
    public boolean matches(Path file, FileState state) throws IOException {
        return state.mode() == bits(placed) && hasOwner(file, state);
    }

    private void changeOwner(Path file) throws IOException {
        if (owner.isEmpty() && group.isEmpty()) {
            return;
        }
        PosixFileAttributeView view = view(file);
        PosixFileAttributes now = view.readAttributes();
        if (owner.isPresent() && !now.owner().equals(user())) {
            disk.changeOwner(file, () -> view.setOwner(user()));
        }
        if (group.isPresent() && !now.group().equals(group())) {
            disk.changeOwner(file, () -> view.setGroup(group()));
        }
    }

    private boolean hasOwner(Path file, FileState state) throws IOException {
        if (owner.isEmpty() && self.isPresent() && state.owner() != self.getAsInt()) {
            return false;
        }
        if (owner.isEmpty() && group.isEmpty()) {
            return true;
        }
        PosixFileAttributes now = view(file).readAttributes();
        return (owner.isEmpty() || now.owner().equals(user()))
                && (group.isEmpty() || now.group().equals(group()));
    }

    private UserPrincipal user() throws IOException {
        try {
            return principals().lookupPrincipalByName(owner.orElseThrow());
        } catch (UserPrincipalNotFoundException e) {
            throw unknown("owner", "a user", owner.orElseThrow(), e);
        }
    }

    private GroupPrincipal group() throws IOException {
        try {
            return principals().lookupPrincipalByGroupName(group.orElseThrow());
        } catch (UserPrincipalNotFoundException e) {
            throw unknown("group", "a group", group.orElseThrow(), e);
        }
    }

    private static ImageException unknown(String property, String what, String value, IOException cause) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "io.ingot.fetch/" + property + " must be " + what + " of this system, was '" + value + "'",
                cause);
    }

    private static UserPrincipalLookupService principals() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            bits = bits << 1 | (permissions.contains(permission) ? 1 : 0); // constants are declared from OWNER_READ on
        }
        return bits;
    }
}

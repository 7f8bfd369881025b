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

/** Who owns an image at its destination, and what may be done with it there; a held one has the same, but for writing. */
public final class PlacedOwnership {
    private static final Set<PosixFilePermission> WRITING = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final StoreDisk disk;
    private final Set<PosixFilePermission> placed;
    private final Set<PosixFilePermission> held;
    private final Optional<String> owner;
    private final Optional<String> group;
    private final OptionalInt self;

    /**
     * The operator's rules.
     *
     * @param self the number of the user who runs this process, if it is known
     */
    public PlacedOwnership(
            StoreDisk disk, FileMode mode, Optional<String> owner, Optional<String> group, OptionalInt self) {
        this.disk = disk;
        this.placed = mode.permissions();
        this.held = EnumSet.copyOf(placed);
        this.held.removeAll(WRITING);
        this.owner = owner;
        this.group = group;
        this.self = self;
    }

    /** Makes a file one that is held. */
    public void hold(Path file) throws IOException {
        own(file);
        disk.permit(file, held);
    }

    /** Makes a file one that stands at a destination. */
    public void give(Path file) throws IOException {
        own(file);
        disk.permit(file, placed);
    }

    /** Whether a held file may stand at a destination itself: nobody may write to it there. */
    public boolean linkable() {
        return held.equals(placed);
    }

    /** Whether a file is already as it has to be at a destination. */
    public boolean equal(Path file, FileState state) throws IOException {
        return state.mode() == bits(placed) && owned(file, state);
    }

    private void own(Path file) throws IOException {
        if (owner.isEmpty() && group.isEmpty()) {
            return;
        }
        PosixFileAttributeView view = view(file);
        PosixFileAttributes now = view.readAttributes();
        if (owner.isPresent() && !now.owner().equals(user())) {
            disk.own(file, () -> view.setOwner(user()));
        }
        if (group.isPresent() && !now.group().equals(group())) {
            disk.own(file, () -> view.setGroup(group()));
        }
    }

    private boolean owned(Path file, FileState state) throws IOException {
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
            return lookUp().lookupPrincipalByName(owner.orElseThrow());
        } catch (UserPrincipalNotFoundException e) {
            throw unknown("owner", "a user", owner.orElseThrow(), e);
        }
    }

    private GroupPrincipal group() throws IOException {
        try {
            return lookUp().lookupPrincipalByGroupName(group.orElseThrow());
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

    private static UserPrincipalLookupService lookUp() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            bits = bits << 1 | (permissions.contains(permission) ? 1 : 0); // declared from the owner's reading on
        }
        return bits;
    }
}

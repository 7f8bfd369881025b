// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a store that untrusted users could have filled, or could exchange: they would choose the bytes that its records
 * vouch for. Each folder on its path, its own folders and its files FORMAT and LOCK belong to root or the user of this
 * process, and nobody else may write to them; above the store, sticky folders such as {@code /tmp} may be shared.
 */
final class StoreOwners {
    private static final String PROPERTY = "io.ingot.fetch/store";

    private final StoreLayout folder;
    private final TrustedUsers trusted;

    StoreOwners(StoreLayout folder, TrustedUsers trusted) {
        this.folder = folder;
        this.trusted = trusted;
    }

    /**
     * Checks what is there; what is missing is made later, by us.
     *
     * @throws ImageException INVALID_CONFIGURATION, with path, owner and mode
     */
    void check() throws IOException {
        Optional<Weakness> weakness = TracedPath.of(folder.root(), trusted).weakness();
        if (weakness.isPresent()) {
            throw refused(weakness.get());
        }
        Optional<FileAccess> root = FileAccess.ofTarget(folder.root());
        if (root.isPresent()) {
            require(folder.root(), root.get());
            for (Path own : own()) {
                Optional<FileAccess> access = FileAccess.of(own);
                if (access.isPresent()) {
                    require(own, access.get());
                }
            }
        }
    }

    private List<Path> own() {
        List<Path> own = new ArrayList<>(folder.parts());
        own.add(folder.format());
        own.add(folder.lock());
        return own;
    }

    private void require(Path own, FileAccess access) throws ImageException {
        if (!trusted.hasControlOf(access)) {
            throw refused(new Weakness(own, access));
        }
    }

    private ImageException refused(Weakness weakness) {
        String sticky =
                folder.root().startsWith(weakness.place()) && !folder.root().equals(weakness.place())
                        ? ", or chmod +t above the store"
                        : "";
        String remedy = trusted.isOwnerOf(weakness.access())
                ? "take their write permission away (chmod go-w" + sticky + ")"
                : "run as that user, or give the folder to root or user " + trusted.self();
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the store " + folder.root() + " is not used, since others could put images into it: " + weakness.text()
                        + "; " + remedy + " and delete what is in the store, or let " + PROPERTY
                        + " name another folder");
    }
}

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
 * Refuses a store that untrusted users could have written or could replace: they would choose the images that it
 * returns. Each folder on its path, its subfolders and the files FORMAT and LOCK must belong to root or the user of
 * this process, and be writable for no one else; above the store, sticky folders such as {@code /tmp} may be shared.
 */
final class StoreOwners {
    private static final String PROPERTY = "io.ingot.fetch/store";

    private final StoreLayout layout;
    private final TrustedUsers trusted;

    StoreOwners(StoreLayout folder, TrustedUsers trusted) {
        this.layout = folder;
        this.trusted = trusted;
    }

    /**
     * Checks the files and folders that exist; this process creates the missing ones later.
     *
     * @throws ImageException INVALID_CONFIGURATION if one can be changed by others; names its path, owner and mode
     */
    void check() throws IOException {
        Optional<Weakness> weakness = TracedPath.of(layout.root(), trusted).weakness();
        if (weakness.isPresent()) {
            throw refused(weakness.get());
        }
        Optional<FileAccess> root = FileAccess.followed(layout.root());
        if (root.isPresent()) {
            require(layout.root(), root.get());
            for (Path path : ownPaths()) {
                Optional<FileAccess> access = FileAccess.of(path);
                if (access.isPresent()) {
                    require(path, access.get());
                }
            }
        }
    }

    private List<Path> ownPaths() {
        List<Path> paths = new ArrayList<>(layout.folders());
        paths.add(layout.format());
        paths.add(layout.lock());
        return paths;
    }

    private void require(Path path, FileAccess access) throws ImageException {
        if (!trusted.control(access)) {
            throw refused(new Weakness(path, access));
        }
    }

    private ImageException refused(Weakness weakness) {
        String sticky =
                layout.root().startsWith(weakness.place()) && !layout.root().equals(weakness.place())
                        ? ", or chmod +t above the store"
                        : "";
        String remedy = trusted.own(weakness.access())
                ? "remove their write permission (chmod go-w" + sticky + ")"
                : "run as that user, or change the owner to root or user " + trusted.self();
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the store " + layout.root() + " is not safe from other users: " + weakness.text()
                        + "; " + remedy + " and delete the contents of the store, or set " + PROPERTY
                        + " to another folder");
    }
}

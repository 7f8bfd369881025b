// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a destination, pinned if other users can rename parts of its path, so that they cannot redirect a file.
 * If others may write to the folder itself, unfinished files are kept in a private {@link WorkFolder}.
 */
final class HeldFolder implements AutoCloseable {
    private final Path path;
    private final @Nullable PinnedFolder pinned;
    private final @Nullable WorkFolder work;

    private HeldFolder(Path path, @Nullable PinnedFolder pinned, @Nullable WorkFolder work) {
        this.path = path;
        this.pinned = pinned;
        this.work = work;
    }

    /**
     * Pins an existing folder as far as necessary.
     *
     * @param name the file name of the destination
     * @throws ImageException LOCAL_IO if others can change a symbolic link on its path, or it cannot be pinned
     */
    static HeldFolder of(Path folder, Path name) throws ImageException {
        try {
            TrustedUsers trusted = TrustedUsers.current();
            TracedPath traced = TracedPath.of(folder, trusted);
            if (traced.foreignLink().isPresent()) {
                throw LocalFileErrors.notUsable(
                        "other users can change the symbolic link",
                        traced.foreignLink().get(),
                        "name the folder itself, without the link");
            }
            Optional<Weakness> weakness = traced.weakness();
            return weakness.isEmpty()
                    ? new HeldFolder(folder, null, null)
                    : workFolder(pinned(folder, traced.real(), weakness.get()), name, trusted);
        } catch (IOException e) {
            throw LocalFileErrors.failed("inspecting", folder, e);
        }
    }

    private static HeldFolder workFolder(PinnedFolder pinned, Path name, TrustedUsers trusted) throws IOException {
        try {
            boolean shared =
                    FileAccess.followed(pinned.path()).filter(trusted::control).isEmpty();
            PartNames names = PartNames.of(pinned.path().resolve(name));
            return new HeldFolder(pinned.path(), pinned, shared ? WorkFolder.make(names.newFolder()) : null);
        } catch (IOException e) {
            pinned.close();
            throw e;
        }
    }

    private static PinnedFolder pinned(Path folder, Path real, Weakness weakness) throws ImageException {
        try {
            return PinnedFolder.of(folder, real);
        } catch (IOException e) {
            throw LocalFileErrors.notUsable(
                    weakness.text() + ", and the folder cannot be pinned (" + ImageException.reason(e) + "):",
                    folder,
                    "allow only root or the user of this process to write there");
        }
    }

    /** Returns the path that leads to the folder. */
    Path path() {
        return path;
    }

    /** Returns the path that leads to the folder of unfinished files. */
    Path workFolder() {
        return work == null ? path : work.path();
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
        if (pinned != null) {
            pinned.close();
        }
    }
}

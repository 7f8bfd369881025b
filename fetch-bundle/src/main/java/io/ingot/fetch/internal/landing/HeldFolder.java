// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of a destination: held where others can change a name on its path, so that they lead nothing elsewhere. */
final class HeldFolder implements AutoCloseable {
    private final Path path;
    private final @Nullable PinnedFolder pinned;

    private HeldFolder(Path path, @Nullable PinnedFolder pinned) {
        this.path = path;
        this.pinned = pinned;
    }

    /**
     * Holds a folder that exists.
     *
     * @throws ImageException LOCAL_IO if others can change a symbolic link on its path, or it cannot be held
     */
    static HeldFolder of(Path folder) throws ImageException {
        try {
            TracedPath traced = TracedPath.of(folder, TrustedUsers.current());
            if (traced.foreignLink().isPresent()) {
                throw LocalErrors.notUsable(
                        "other users can change the symbolic link",
                        traced.foreignLink().get(),
                        "name the folder itself, without the link");
            }
            Optional<Weakness> weakness = traced.weakness();
            return weakness.isEmpty() ? new HeldFolder(folder, null) : pinned(folder, traced.real(), weakness.get());
        } catch (IOException e) {
            throw LocalErrors.failed("looking at", folder, e);
        }
    }

    private static HeldFolder pinned(Path folder, Path real, Weakness weakness) throws ImageException {
        try {
            PinnedFolder pinned = PinnedFolder.of(folder, real);
            return new HeldFolder(pinned.path(), pinned);
        } catch (IOException e) {
            throw LocalErrors.notUsable(
                    weakness.text() + ", and the folder cannot be held (" + ImageException.reason(e) + "):",
                    folder,
                    "let only root or the user of this process write there");
        }
    }

    /** The path by which it is reached. */
    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (pinned != null) {
            pinned.close();
        }
    }
}

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
 * The folder of a destination: held where others can change a name on its path, so that they lead nothing elsewhere. Where
 * others may write to the folder itself, unfinished files lie in a folder of their own.
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
     * Holds a folder that exists.
     *
     * @param name of the destination in it
     * @throws ImageException LOCAL_IO if others can change a symbolic link on its path, or it cannot be held
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
                    : working(pinned(folder, traced.real(), weakness.get()), name, trusted);
        } catch (IOException e) {
            throw LocalFileErrors.failed("looking at", folder, e);
        }
    }

    private static HeldFolder working(PinnedFolder pinned, Path name, TrustedUsers trusted) throws IOException {
        try {
            boolean shared = FileAccess.ofTarget(pinned.path())
                    .filter(trusted::hasControlOf)
                    .isEmpty();
            PartNames names = PartNames.of(pinned.path().resolve(name));
            return new HeldFolder(pinned.path(), pinned, shared ? WorkFolder.make(names.freshFolder()) : null);
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
                    weakness.text() + ", and the folder cannot be held (" + ImageException.reason(e) + "):",
                    folder,
                    "let only root or the user of this process write there");
        }
    }

    /** The path by which it is reached. */
    Path path() {
        return path;
    }

    /** The path by which the folder of unfinished files is reached. */
    Path working() {
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

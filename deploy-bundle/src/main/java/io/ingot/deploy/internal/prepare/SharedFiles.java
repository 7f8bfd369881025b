// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.record.PlacedFile;
import io.ingot.image.Checksum;
import io.ingot.image.store.ImageStore;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the names of placed files that may be links to stored images. The store takes part in each change, so that it need
 * not hash the image again. Without a store, or if it fails, the change happens all the same.
 */
final class SharedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);

    private final Optional<ImageStore> store;

    /** @param store the store, if present */
    SharedFiles(Optional<ImageStore> store) {
        this.store = store;
    }

    /** Applies a change to the names of a file, exactly once. */
    void change(PlacedFile file, ImageStore.NameChange change) throws IOException {
        Optional<String> sha256 = file.digests().stream()
                .filter(digest -> digest.algorithm().equals("sha256"))
                .map(Checksum::hex)
                .findFirst();
        if (store.isEmpty() || sha256.isEmpty()) {
            change.make();
            return;
        }
        Once once = new Once(change);
        try {
            store.get().changeNames(sha256.get(), once);
        } catch (IOException | RuntimeException | LinkageError e) { // such as when its bundle is stopped
            if (once.started && !once.done) {
                throw e;
            }
            LOG.debug("the store could not take part in the change of {}", file.name(), e);
        }
        if (!once.started) {
            change.make();
        }
    }

    /** A change that records whether it has started and finished. */
    private static final class Once implements ImageStore.NameChange {
        private final ImageStore.NameChange change;
        private boolean started;
        private boolean done;

        Once(ImageStore.NameChange change) {
            this.change = change;
        }

        @Override
        public void make() throws IOException {
            started = true;
            change.make();
            done = true;
        }
    }
}

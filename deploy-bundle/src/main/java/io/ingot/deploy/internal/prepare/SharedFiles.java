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
 * Placed files that may share their bytes with the store: their names change with its knowledge, so that its next hit need
 * not read them. Whether there is a store, and what it does, decides nothing else.
 */
final class SharedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);

    private final Optional<ImageStore> store;

    /** @param store absent while there is none */
    SharedFiles(Optional<ImageStore> store) {
        this.store = store;
    }

    /** Makes a change to names of a file, exactly once. */
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
        } catch (IOException | RuntimeException | LinkageError e) { // a bundle that leaves meanwhile, for example
            if (once.begun && !once.done) {
                throw e;
            }
            LOG.debug("the store took no part in the change of {}", file.name(), e);
        }
        if (!once.begun) {
            change.make();
        }
    }

    /** A change that knows how far it is. */
    private static final class Once implements ImageStore.NameChange {
        private final ImageStore.NameChange change;
        private boolean begun;
        private boolean done;

        Once(ImageStore.NameChange change) {
            this.change = change;
        }

        @Override
        public void make() throws IOException {
            begun = true;
            change.make();
            done = true;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's store, for its operator: always the one that is configured now; a change re-registers nothing. */
@Component
public final class OperatorStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorStore.class);

    private final FetchEngine engine;

    /** The store of an engine. */
    @Activate
    public OperatorStore(@Reference FetchEngine engine) {
        this.engine = engine;
    }

    @Override
    public Path folder() throws ImageException {
        return engine.room().folder().orElseThrow();
    }

    @Override
    public List<StoredImage> list() throws ImageException {
        return inside(store -> store.maintenance().list());
    }

    @Override
    public StoreVerification verify(Call call) throws ImageException {
        return inside(store -> store.maintenance().verify(call));
    }

    @Override
    public StoreCleanup clean() throws ImageException {
        return inside(store -> store.maintenance().clean());
    }

    @Override
    public StoredImage remove(String sha256) throws ImageException {
        return inCall((store, call) -> store.maintenance().remove(sha256, call));
    }

    @Override
    public StoredImage remove(ImageReference reference) throws ImageException {
        return inCall((store, call) -> store.maintenance().remove(reference, call));
    }

    @Override
    public void changeNames(String sha256, NameChange change) throws IOException {
        try (StoreProvider.StoreHandle visit = visitIfThere()) {
            if (visit.store().isPresent()) {
                visit.store().get().contents().changeNames(sha256, change);
            } else {
                change.make();
            }
        }
    }

    private StoreProvider.StoreHandle visitIfThere() {
        try {
            return engine.room().folder().filter(Files::isDirectory).isPresent()
                    ? engine.room().enterIfUsable()
                    : StoreProvider.StoreHandle.none();
        } catch (ImageException e) {
            LOG.info("the names of placed files are changed without the store: {}", e.getMessage());
            return StoreProvider.StoreHandle.none();
        }
    }

    /** Something that is done in the store. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Store store) throws ImageException;
    }

    /** Something that takes its time there. */
    @FunctionalInterface
    private interface LongWork<T> {
        T in(Store store, Call call) throws ImageException;
    }

    private <T> T inside(Work<T> work) throws ImageException {
        try (StoreProvider.StoreHandle visit = engine.room().enter()) {
            return work.in(visit.store().orElseThrow());
        }
    }

    private <T> T inCall(LongWork<T> work) throws ImageException {
        try (Call call = Call.start()) {
            return inside(store -> work.in(store, call));
        }
    }
}

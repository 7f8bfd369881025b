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

/** The engine's store, as a service for its operator. It follows the configuration without being registered anew. */
@Component
public final class OperatorStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorStore.class);

    private final FetchEngine engine;

    /** Creates the service for the store of an engine. */
    @Activate
    public OperatorStore(@Reference FetchEngine engine) {
        this.engine = engine;
    }

    @Override
    public Path folder() throws ImageException {
        return engine.stores().folder().orElseThrow();
    }

    @Override
    public List<StoredImage> list() throws ImageException {
        return withStore(store -> store.maintenance().list());
    }

    @Override
    public StoreVerification verify(Call call) throws ImageException {
        return withStore(store -> store.maintenance().verify(call));
    }

    @Override
    public StoreCleanup clean() throws ImageException {
        return withStore(store -> store.maintenance().clean());
    }

    @Override
    public StoredImage remove(String sha256) throws ImageException {
        return withStoreAndCall((store, call) -> store.maintenance().remove(sha256, call));
    }

    @Override
    public StoredImage remove(ImageReference reference) throws ImageException {
        return withStoreAndCall((store, call) -> store.maintenance().remove(reference, call));
    }

    @Override
    public void changeNames(String sha256, NameChange change) throws IOException {
        try (StoreProvider.StoreHandle handle = openIfPresent()) {
            if (handle.store().isPresent()) {
                handle.store().get().contents().changeNames(sha256, change);
            } else {
                change.make();
            }
        }
    }

    private StoreProvider.StoreHandle openIfPresent() {
        try {
            return engine.stores().folder().filter(Files::isDirectory).isPresent()
                    ? engine.stores().acquireIfUsable()
                    : StoreProvider.StoreHandle.none();
        } catch (ImageException e) {
            LOG.info("changing the names of placed files without the store: {}", e.getMessage());
            return StoreProvider.StoreHandle.none();
        }
    }

    /** An operation on the store. */
    @FunctionalInterface
    private interface StoreOperation<T> {
        T run(Store store) throws ImageException;
    }

    /** An operation on the store that a call bounds. */
    @FunctionalInterface
    private interface CancellableOperation<T> {
        T run(Store store, Call call) throws ImageException;
    }

    private <T> T withStore(StoreOperation<T> operation) throws ImageException {
        try (StoreProvider.StoreHandle handle = engine.stores().acquire()) {
            return operation.run(handle.store().orElseThrow());
        }
    }

    private <T> T withStoreAndCall(CancellableOperation<T> operation) throws ImageException {
        try (Call call = Call.start()) {
            return withStore(store -> operation.run(store, call));
        }
    }
}

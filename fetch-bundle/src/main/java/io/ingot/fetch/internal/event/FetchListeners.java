// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.event;

import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies the listener that is present now. An exception of it does not end a fetch. Safe for concurrent use. */
public final class FetchListeners implements FetchListener {
    private static final Logger LOG = LoggerFactory.getLogger(FetchListeners.class);

    private final Supplier<? extends @Nullable FetchListener> present;

    /** @param present returns null while there is no listener */
    public FetchListeners(Supplier<? extends @Nullable FetchListener> present) {
        this.present = present;
    }

    @Override
    public void started(Fetch fetch) {
        notifyListener(listener -> listener.started(fetch));
    }

    @Override
    public void progress(Fetch fetch) {
        notifyListener(listener -> listener.progress(fetch));
    }

    @Override
    public void done(Fetch fetch, FetchedImage image) {
        notifyListener(listener -> listener.done(fetch, image));
    }

    @Override
    public void failed(Fetch fetch, ImageException e) {
        notifyListener(listener -> listener.failed(fetch, e));
    }

    private void notifyListener(Consumer<FetchListener> notification) {
        FetchListener listener = present.get();
        if (listener != null) {
            try {
                notification.accept(listener);
            } catch (RuntimeException | LinkageError e) { // Event Admin may leave at any moment
                LOG.debug("an event was not published", e);
            }
        }
    }
}

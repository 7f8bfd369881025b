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

/** Passes news to the listener that is present now. What it throws ends no fetch. Safe for concurrent use. */
public final class FetchListeners implements FetchListener {
    private static final Logger LOG = LoggerFactory.getLogger(FetchListeners.class);

    private final Supplier<? extends @Nullable FetchListener> present;

    /** {@code present} answers null while there is no listener. */
    public FetchListeners(Supplier<? extends @Nullable FetchListener> present) {
        this.present = present;
    }

    @Override
    public void started(Fetch fetch) {
        tell(witness -> witness.started(fetch));
    }

    @Override
    public void progress(Fetch fetch) {
        tell(witness -> witness.progress(fetch));
    }

    @Override
    public void done(Fetch fetch, FetchedImage image) {
        tell(witness -> witness.done(fetch, image));
    }

    @Override
    public void failed(Fetch fetch, ImageException e) {
        tell(witness -> witness.failed(fetch, e));
    }

    private void tell(Consumer<FetchListener> what) {
        FetchListener witness = present.get();
        if (witness != null) {
            try {
                what.accept(witness);
            } catch (RuntimeException | LinkageError e) { // Event Admin may leave at any moment
                LOG.debug("an event was not told", e);
            }
        }
    }
}

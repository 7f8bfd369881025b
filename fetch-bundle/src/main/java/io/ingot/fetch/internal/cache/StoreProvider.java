// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.store.Store;
import io.ingot.fetch.internal.store.StoreRules;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the configured store when it is first needed. When the folder changes, the former store is closed as soon as
 * its last handle is. Safe for concurrent use.
 */
public final class StoreProvider implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreProvider.class);
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Executor executor;
    private final Clock clock;
    private final Pipelines pipelines;
    private final AtomicBoolean cleaning = new AtomicBoolean();
    private @Nullable Path folder; // guarded by this, like all that follows
    private @Nullable StoreRules rules;
    private @Nullable OpenStore opened;
    private String lastProblem = "";

    /**
     * Creates a provider that has no folder yet.
     *
     * @param executor runs sweeps and cleanups
     * @param pipelines copy and verify images
     */
    public StoreProvider(Executor executor, Clock clock, Pipelines pipelines) {
        this.executor = executor;
        this.clock = clock;
        this.pipelines = pipelines;
    }

    /** Sets the folder and the rules. Does not open the store. */
    public synchronized void configure(Path newFolder, StoreRules newRules) {
        rules = newRules;
        if (!newFolder.equals(folder)) {
            folder = newFolder;
            close();
        }
        if (opened != null) {
            opened.store.rules(newRules);
        }
    }

    /** The configured folder; empty before the first configuration. */
    public synchronized Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /**
     * Returns a handle on the store, and opens it if necessary. An opened store is swept in the background, and again
     * once an hour, when a handle is acquired.
     *
     * @throws ImageException INVALID_CONFIGURATION if the folder is not a store of this instance, LOCAL_IO if it cannot
     *     be used
     */
    public synchronized StoreHandle acquire() throws ImageException {
        OpenStore current = opened;
        if (current == null) {
            current = open();
            opened = current;
            current.store.warnings().forEach(warning -> LOG.warn("{}", warning));
        }
        sweepIfDue(current);
        return new StoreHandle(current);
    }

    /**
     * Returns a handle on the store, or one without a store that says why it cannot be used.
     *
     * @throws ImageException INVALID_CONFIGURATION if the folder is not a store of this instance
     */
    public synchronized StoreHandle acquireIfUsable() throws ImageException {
        try {
            StoreHandle handle = acquire();
            lastProblem = "";
            return handle;
        } catch (ImageException e) {
            if (e.code() == ErrorCode.INVALID_CONFIGURATION) {
                throw e;
            }
            String problem = "the store is not used: " + e.getMessage();
            if (!problem.equals(lastProblem)) {
                LOG.warn("{}", problem);
            }
            lastProblem = problem;
            return new StoreHandle(problem);
        }
    }

    /** Removes images beyond the limits of the store in the background, if the store is open. */
    public void cleanInBackground() {
        Optional<StoreHandle> handle = acquireIfOpen();
        if (handle.isPresent() && cleaning.compareAndSet(false, true)) {
            runInBackground("cleaning", handle.get(), store -> {
                cleaning.set(false);
                store.maintenance().enforceLimits();
            });
        } else {
            handle.ifPresent(StoreHandle::close);
        }
    }

    /** Closes the store once the last handle is closed. */
    @Override
    public synchronized void close() {
        OpenStore last = opened;
        opened = null;
        if (last != null) {
            last.retire();
        }
    }

    private OpenStore open() throws ImageException {
        Path path = folder;
        StoreRules currentRules = rules;
        if (path == null || currentRules == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "io.ingot.fetch is not configured yet");
        }
        return new OpenStore(Store.open(path, currentRules, clock, pipelines));
    }

    private synchronized Optional<StoreHandle> acquireIfOpen() {
        return Optional.ofNullable(opened).map(StoreHandle::new);
    }

    private void sweepIfDue(OpenStore current) {
        if (current.store.isWritable() && !clock.instant().isBefore(current.sweepAt)) {
            current.sweepAt = clock.instant().plus(SWEEP_INTERVAL);
            runInBackground(
                    "sweeping",
                    new StoreHandle(current),
                    store -> store.maintenance().sweep());
        }
    }

    /** Maintenance work on a store. */
    @FunctionalInterface
    private interface MaintenanceTask {
        void run(Store store) throws ImageException;
    }

    private void runInBackground(String what, StoreHandle handle, MaintenanceTask task) {
        try {
            executor.execute(() -> {
                try (handle) {
                    task.run(handle.store().orElseThrow());
                } catch (ImageException e) {
                    LOG.warn("{} the store failed: {}", what, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("a defect ended {} the store", what, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.trace("the engine is stopping", e);
            handle.close();
        }
    }

    /** An open store and the number of its handles. */
    private static final class OpenStore {
        private final Store store;
        private Instant sweepAt = Instant.MIN; // guarded by the provider
        private int handles;
        private boolean retired;

        OpenStore(Store store) {
            this.store = store;
        }

        synchronized void addHandle() {
            handles++;
        }

        synchronized void removeHandle() {
            handles--;
            closeIfDone();
        }

        synchronized void retire() {
            retired = true;
            closeIfDone();
        }

        private void closeIfDone() {
            if (retired && handles == 0) {
                store.close();
            }
        }
    }

    /**
     * A handle that keeps the store open. It may have no store, if that cannot be used. Must be closed exactly once.
     */
    public static final class StoreHandle implements AutoCloseable {
        private final @Nullable OpenStore opened;
        private final String problem;

        private StoreHandle(OpenStore opened) {
            this.opened = opened;
            this.problem = "";
            opened.addHandle();
        }

        private StoreHandle(String problem) {
            this.opened = null;
            this.problem = problem;
        }

        /** Returns a handle for a fetch that does not use the store. */
        public static StoreHandle none() {
            return new StoreHandle("");
        }

        /** The store; empty if it is not used. */
        public Optional<Store> store() {
            return Optional.ofNullable(opened).map(current -> current.store);
        }

        /** Why the store cannot be used; empty if it can be, or if the fetch does not use it. */
        public String problem() {
            return problem;
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.removeHandle();
            }
        }
    }
}

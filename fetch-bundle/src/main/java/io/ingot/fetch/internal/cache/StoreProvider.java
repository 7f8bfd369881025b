// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

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
 * The store that the operator wants, opened when it is first needed. Another folder takes the place of the former one,
 * which is closed when the last visitor has left it. Safe for concurrent use.
 */
public final class StoreProvider implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreProvider.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final Executor aside;
    private final Clock clock;
    private final AtomicBoolean cleaning = new AtomicBoolean();
    private @Nullable Path folder; // guarded by this, as is all that follows
    private @Nullable StoreRules rules;
    private @Nullable Opened opened;
    private String lastProblem = "";

    /** @param aside threads for sweeping and cleaning */
    public StoreProvider(Executor aside, Clock clock) {
        this.aside = aside;
        this.clock = clock;
    }

    /** From now on this folder, by these rules. Opens nothing. */
    public synchronized void furnish(Path wanted, StoreRules now) {
        rules = now;
        if (!wanted.equals(folder)) {
            folder = wanted;
            close();
        }
        if (opened != null) {
            opened.store.rules(now);
        }
    }

    /** The folder that is wanted, if that is known yet. */
    public synchronized Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /**
     * Enters, and opens the store if nobody did. It is swept then, beside all else, and with the first visit of each later
     * hour.
     *
     * @throws ImageException INVALID_CONFIGURATION if the folder is no store of ours, LOCAL_IO if it cannot be used
     */
    public synchronized StoreHandle enter() throws ImageException {
        Opened now = opened;
        if (now == null) {
            now = open();
            opened = now;
            now.store.warnings().forEach(warning -> LOG.warn("{}", warning));
        }
        sweepIfDue(now);
        return new StoreHandle(now);
    }

    /**
     * Enters, if the store can be used; else the visit says why it cannot.
     *
     * @throws ImageException INVALID_CONFIGURATION if the folder is no store of ours
     */
    public synchronized StoreHandle enterIfUsable() throws ImageException {
        try {
            StoreHandle visit = enter();
            lastProblem = "";
            return visit;
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

    /** Drops what is beyond the operator's limits, beside all else, if the store is open. */
    public void clean() {
        Optional<StoreHandle> visit = enterIfOpen();
        if (visit.isPresent() && cleaning.compareAndSet(false, true)) {
            beside("cleaning", visit.get(), store -> {
                cleaning.set(false);
                store.maintenance().enforceLimits();
            });
        } else {
            visit.ifPresent(StoreHandle::close);
        }
    }

    /** Leaves the folder; who is inside goes on. */
    @Override
    public synchronized void close() {
        Opened last = opened;
        opened = null;
        if (last != null) {
            last.retire();
        }
    }

    private Opened open() throws ImageException {
        Path wanted = folder;
        StoreRules by = rules;
        if (wanted == null || by == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "io.ingot.fetch is not configured yet");
        }
        return new Opened(Store.open(wanted, by, clock));
    }

    private synchronized Optional<StoreHandle> enterIfOpen() {
        return Optional.ofNullable(opened).map(StoreHandle::new);
    }

    private void sweepIfDue(Opened now) {
        if (now.store.isWritable() && !clock.instant().isBefore(now.sweepAt)) {
            now.sweepAt = clock.instant().plus(BETWEEN_SWEEPS);
            beside(
                    "sweeping",
                    new StoreHandle(now),
                    store -> store.maintenance().sweep());
        }
    }

    /** Work on a store. */
    @FunctionalInterface
    private interface Housework {
        void on(Store store) throws ImageException;
    }

    private void beside(String what, StoreHandle visit, Housework work) {
        try {
            aside.execute(() -> {
                try (visit) {
                    work.on(visit.store().orElseThrow());
                } catch (ImageException e) {
                    LOG.warn("{} the store failed: {}", what, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("a defect ended {} the store", what, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.trace("the engine is stopping", e);
            visit.close();
        }
    }

    /** A store, and how many are inside. */
    private static final class Opened {
        private final Store store;
        private Instant sweepAt = Instant.MIN; // guarded by the room
        private int visitors;
        private boolean retired;

        Opened(Store store) {
            this.store = store;
        }

        synchronized void enter() {
            visitors++;
        }

        synchronized void leave() {
            visitors--;
            closeIfDone();
        }

        synchronized void retire() {
            retired = true;
            closeIfDone();
        }

        private void closeIfDone() {
            if (retired && visitors == 0) {
                store.close();
            }
        }
    }

    /** Somebody who uses the store, or would like to; to be closed once. */
    public static final class StoreHandle implements AutoCloseable {
        private final @Nullable Opened at;
        private final String problem;

        private StoreHandle(Opened at) {
            this.at = at;
            this.problem = "";
            at.enter();
        }

        private StoreHandle(String problem) {
            this.at = null;
            this.problem = problem;
        }

        /** A visit of somebody who does not want the store. */
        public static StoreHandle none() {
            return new StoreHandle("");
        }

        /** The store; absent if there is none to be used. */
        public Optional<Store> store() {
            return Optional.ofNullable(at).map(opened -> opened.store);
        }

        /** Why there is none; empty if there is, or if it was not wanted. */
        public String problem() {
            return problem;
        }

        @Override
        public void close() {
            if (at != null) {
                at.leave();
            }
        }
    }
}

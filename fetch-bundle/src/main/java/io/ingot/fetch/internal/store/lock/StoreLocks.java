// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.lock;

import io.ingot.common.digest.Sha256;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Locks by name among all who share a store: each name is one byte of the lock file, at a position taken from its digest.
 * They are exclusive, belong to no thread, and end with the process that holds them. They are taken in this order: turn,
 * content, then reference or space; whoever holds a later one only tries for an earlier one.
 */
public final class StoreLocks implements AutoCloseable {
    private static final long POSITIONS = (1L << 62) - 1;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path file;
    private final @Nullable JvmLocks locks;
    private final boolean amongProcesses;

    private StoreLocks(Path file, @Nullable JvmLocks locks, boolean amongProcesses) {
        this.file = file;
        this.locks = locks;
        this.amongProcesses = amongProcesses;
    }

    /**
     * Opens the lock file; makes it if it is missing. Whether the file system has locks is found out here, once: later a lock
     * that cannot be had for an error is refused.
     */
    public static StoreLocks open(Path file) throws IOException {
        JvmLocks locks = JvmLocks.open(file);
        try {
            return new StoreLocks(file, locks, probe(locks));
        } catch (IOException e) {
            locks.close();
            throw e;
        }
    }

    /** Locks of a store that cannot be written, hence whose lock file cannot be locked: everybody gets every lock. */
    public static StoreLocks absent(Path file) {
        return new StoreLocks(file, null, false);
    }

    /** Whether there are any: false for {@link #absent}. */
    public boolean present() {
        return locks != null;
    }

    /** Whether other processes are kept out, too; false on a file system without locks. */
    public boolean amongProcesses() {
        return amongProcesses;
    }

    /** The lock of a flight: one transfer under its key. */
    public Optional<HeldLock> tryTurn(String flightKey) throws ImageException {
        return tryLock("turn " + flightKey);
    }

    /** The lock of a content, if nobody has it. */
    public Optional<HeldLock> tryContent(String sha256) throws ImageException {
        return tryLock("content " + sha256);
    }

    /** The lock of a content: while its files change, or are found to be as they were. */
    public HeldLock content(String sha256, Call call) throws ImageException {
        return lock("content " + sha256, call);
    }

    /** The lock of a reference: while its record changes. */
    public HeldLock reference(String key, Call call) throws ImageException {
        return lock("reference " + key, call);
    }

    /** The lock of the free room: while it is promised to somebody. */
    public HeldLock space(Call call) throws ImageException {
        return lock("space", call);
    }

    /** The lock that shows that a writer of scratch files lives. */
    public HeldLock writer(String writer, Call call) throws ImageException {
        return lock("writer " + writer, call);
    }

    /** The same, if nobody has it: the writer does not live then. */
    public Optional<HeldLock> tryWriter(String writer) throws ImageException {
        return tryLock("writer " + writer);
    }

    /** Gives back its share in the file; locks that are held stay. */
    @Override
    public void close() {
        if (locks == null) {
            return;
        }
        try {
            locks.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing " + file + " failed", e);
        }
    }

    private Optional<HeldLock> tryLock(String name) throws ImageException {
        JvmLocks present = locks;
        if (present == null) {
            return Optional.of(HeldLock.nothing());
        }
        try {
            return present.tryLock(position(name), amongProcesses)
                    .map(taken -> HeldLock.of(name, () -> present.release(taken)));
        } catch (IOException e) {
            throw LocalFileErrors.failed("locking", file, e);
        }
    }

    private HeldLock lock(String name, Call call) throws ImageException {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            call.check();
            Optional<HeldLock> hold = tryLock(name);
            if (hold.isPresent()) {
                return hold.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ImageException(ErrorCode.CANCELLED, "interrupted while waiting for the store's " + name);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private static boolean probe(JvmLocks locks) throws IOException {
        return locks.worksAmongProcesses(position("probe " + UUID.randomUUID()));
    }

    private static long position(String name) {
        return ByteBuffer.wrap(Sha256.of(name)).getLong() & POSITIONS;
    }
}

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
 * Named locks among all threads and processes that share a store. Each name stands for one byte of the lock file, at a
 * position derived from the digest of the name. The locks are exclusive, belong to no thread, and end with the process
 * that holds them. They are acquired in this order: transfer, content, then reference or space. A holder of a later
 * lock may only try an earlier one, never wait for it.
 */
public final class StoreLocks implements AutoCloseable {
    /** The name is part of the protocol among versions of Ingot: it decides which byte is locked. */
    private static final String TRANSFER = "turn ";

    private static final long POSITIONS = (1L << 62) - 1;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path file;
    private final @Nullable JvmLocks locks;
    private final boolean interProcess;

    private StoreLocks(Path file, @Nullable JvmLocks locks, boolean interProcess) {
        this.file = file;
        this.locks = locks;
        this.interProcess = interProcess;
    }

    /**
     * Opens the lock file; creates it if it is missing. Determines once whether the file system supports locks;
     * afterwards an error of the file system is a failure to lock.
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

    /** Returns the locks of a read-only store, whose lock file cannot be locked: every request succeeds. */
    public static StoreLocks absent(Path file) {
        return new StoreLocks(file, null, false);
    }

    /** Returns whether there are locks; false for {@link #absent}. */
    public boolean isPresent() {
        return locks != null;
    }

    /** Returns whether the locks exclude other processes, too; false on a file system without locks. */
    public boolean isInterProcess() {
        return interProcess;
    }

    /** Tries the lock of a transfer, by flight key. */
    public Optional<HeldLock> tryTransfer(String flightKey) throws ImageException {
        return tryLock(TRANSFER + flightKey);
    }

    /** Tries the lock of an image. */
    public Optional<HeldLock> tryContent(String sha256) throws ImageException {
        return tryLock("content " + sha256);
    }

    /** Waits for the lock of an image: held while its files are changed or checked. */
    public HeldLock content(String sha256, Call call) throws ImageException {
        return lock("content " + sha256, call);
    }

    /** Waits for the lock of a reference: held while its record is changed. */
    public HeldLock reference(String key, Call call) throws ImageException {
        return lock("reference " + key, call);
    }

    /** Waits for the lock of the free space: held while space is reserved. */
    public HeldLock space(Call call) throws ImageException {
        return lock("space", call);
    }

    /** Waits for the lock that shows that a writer of scratch files is alive. */
    public HeldLock writer(String writer, Call call) throws ImageException {
        return lock("writer " + writer, call);
    }

    /** Tries the lock of a writer of scratch files. If it is free, the writer is dead. */
    public Optional<HeldLock> tryWriter(String writer) throws ImageException {
        return tryLock("writer " + writer);
    }

    /** Ends the share in the lock file; locks that are held stay valid. */
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
        JvmLocks shared = locks;
        if (shared == null) {
            return Optional.of(HeldLock.none());
        }
        try {
            return shared.tryLock(position(name), interProcess)
                    .map(locked -> HeldLock.of(name, () -> shared.release(locked)));
        } catch (IOException e) {
            throw LocalFileErrors.failed("locking", file, e);
        }
    }

    private HeldLock lock(String name, Call call) throws ImageException {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            call.check();
            Optional<HeldLock> lock = tryLock(name);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ImageException(ErrorCode.CANCELLED, "interrupted while waiting for the store's " + name);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
        }
    }

    private static boolean probe(JvmLocks locks) throws IOException {
        return locks.supportsInterProcessLocks(position("probe " + UUID.randomUUID()));
    }

    private static long position(String name) {
        return ByteBuffer.wrap(Sha256.of(name)).getLong() & POSITIONS;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import java.nio.file.Path;

/**
 * The lock of the one transfer under a flight key, among all processes that share the store. The holder owns the files
 * that this lock names; none of them is created here. The lock is released when its process ends.
 */
public interface TransferLock extends AutoCloseable {
    /** Returns the flight key. */
    String key();

    /** Returns whether the flight key identifies the bytes, so that a later transfer can resume this one. */
    boolean isShared();

    /** Returns the file for the bytes. It may exist, with bytes of an earlier attempt. */
    Path part();

    /** Returns the file for the other form of a coded body. It is deleted on {@link #close}. */
    Path spare();

    /** Returns the journal, which records the finished units of the part. It may exist. */
    Path journal();

    /** Deletes part, spare and journal, so that the next attempt starts from zero. */
    void discard();

    /**
     * Releases the lock. Part and journal stay if the lock {@link #isShared}, otherwise they are deleted. Never throws.
     */
    @Override
    void close();
}

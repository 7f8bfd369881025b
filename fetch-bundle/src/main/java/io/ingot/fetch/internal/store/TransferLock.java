// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import java.nio.file.Path;

/**
 * The right to be the one transfer under a flight key, in this process and all others that share the store. Who holds it
 * owns the files it names; none of them is made by it. A holder that is killed gives it back by that.
 */
public interface TransferLock extends AutoCloseable {
    /** The flight key. */
    String key();

    /** Whether the key says which bytes these are, so that a later transfer goes on from what this one leaves. */
    boolean isShared();

    /** Where the bytes go: perhaps there, with what an earlier attempt left. */
    Path part();

    /** Where the other form of a coded body goes; gone when the turn is closed. */
    Path spare();

    /** Where it is written down which bytes of the part can be trusted; perhaps there. */
    Path journal();

    /** Deletes what is there of part, spare and journal: a next attempt starts clean. */
    void discard();

    /** Gives it back. Part and journal stay if the key is shared by others, else they are deleted. Never throws. */
    @Override
    void close();
}

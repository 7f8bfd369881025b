// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Checksum;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The digests of an image from its first byte on, and how far they are. One at a time has the turn to feed them; whoever
 * claims it gives it back. Safe for concurrent use.
 */
public final class Hashing {
    private final Set<String> algorithms;
    private DigestSet digests;
    private long position;
    private boolean isClaimed;

    Hashing(Set<String> algorithms) {
        this.algorithms = new LinkedHashSet<>(algorithms);
        this.digests = new DigestSet(algorithms);
    }

    /** The bytes that are in the digests; not up to date while somebody has the turn. */
    public synchronized long position() {
        return position;
    }

    /** Whether somebody has the turn. */
    public synchronized boolean isClaimed() {
        return isClaimed;
    }

    /** Claims the turn, to go on with this byte. */
    public synchronized boolean claim(long offset) {
        if (isClaimed || offset != position) {
            return false;
        }
        isClaimed = true;
        return true;
    }

    /** Where to pour the bytes; for whoever has the turn. */
    public synchronized List<Sink> sinks() {
        return digests.sinks();
    }

    /** Gives the turn back: all bytes before this one are in the digests. */
    public synchronized void release(long offset) {
        position = offset;
        isClaimed = false;
    }

    /** Gives the turn back: nobody knows which bytes are in the digests, so they begin anew. */
    public synchronized void reset() {
        digests = new DigestSet(algorithms);
        position = 0;
        isClaimed = false;
    }

    boolean covers(Set<String> wanted) {
        return algorithms.containsAll(wanted);
    }

    /** The digests of the whole; the next bytes begin anew. */
    synchronized List<Checksum> finish() {
        List<Checksum> found = digests.finish();
        reset();
        return found;
    }
}

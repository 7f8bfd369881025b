// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Checksum;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The digests of an image from its first byte, and their position. One user at a time feeds them, between {@link
 * #claim} and {@link #release} or {@link #reset}. Safe for concurrent use.
 */
public final class Hashing {
    private final Set<String> algorithms;
    private DigestSet digests;
    private long position;
    private boolean claimed;

    Hashing(Set<String> algorithms) {
        this.algorithms = new LinkedHashSet<>(algorithms);
        this.digests = new DigestSet(algorithms);
    }

    /** Returns the number of bytes in the digests; not up to date while they are claimed. */
    public synchronized long position() {
        return position;
    }

    /** Returns whether the digests are claimed. */
    public synchronized boolean isClaimed() {
        return claimed;
    }

    /** Claims the digests in order to continue with this byte; fails if they are claimed, or at another position. */
    public synchronized boolean claim(long offset) {
        if (claimed || offset != position) {
            return false;
        }
        claimed = true;
        return true;
    }

    /** Returns the consumers of the bytes, for the claimer. */
    public synchronized List<Sink> sinks() {
        return digests.sinks();
    }

    /** Ends the claim: the digests contain all bytes before this offset. */
    public synchronized void release(long offset) {
        position = offset;
        claimed = false;
    }

    /** Ends the claim and starts the digests anew, as it is not known which bytes they contain. */
    public synchronized void reset() {
        digests = new DigestSet(algorithms);
        position = 0;
        claimed = false;
    }

    boolean includes(Set<String> others) {
        return algorithms.containsAll(others);
    }

    /** Returns the digests of the whole image, and starts anew. */
    synchronized List<Checksum> finish() {
        List<Checksum> computed = digests.finish();
        reset();
        return computed;
    }
}

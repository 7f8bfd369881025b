// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A part together with the digests of what is in it. Used by one thread. */
final class DraftPart {
    private final Part part;
    private DigestSet digests;
    private long held;

    private DraftPart(Part part, DigestSet digests) {
        this.part = part;
        this.digests = digests;
    }

    /** One over an empty part. */
    static DraftPart begin(Part part, Set<String> algorithms) {
        return new DraftPart(part, new DigestSet(algorithms));
    }

    Part part() {
        return part;
    }

    /** The bytes that are in it, and in its digests. */
    long held() {
        return held;
    }

    /** Empties it. */
    void restart(Set<String> algorithms) throws ImageException {
        part.restart();
        held = 0;
        digests = new DigestSet(algorithms);
    }

    /** Opens it for bytes; without being {@link #settle settled} it is of no use any more. */
    Pipeline pour(BufferBudget budget, Executor threads) {
        List<Sink> sinks = new ArrayList<>(digests.sinks());
        sinks.add(this::append);
        return new Pipeline(sinks, budget, threads);
    }

    /** Waits until all that was poured is in the file and in the digests. */
    void settle(Pipeline pipeline) throws LocalFailure {
        pipeline.finish();
    }

    /** The digests of the whole; to be asked for once. */
    List<Checksum> digests() {
        return digests.finish();
    }

    private void append(byte[] bytes, int length) throws ImageException {
        part.write(held, bytes, 0, length);
        held += length;
    }
}

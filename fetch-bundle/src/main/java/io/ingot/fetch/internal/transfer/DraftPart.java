// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** A part and the digests of its content. Not safe for concurrent use. */
final class DraftPart {
    private final Part part;
    private DigestSet digests;
    private long size;

    private DraftPart(Part part, DigestSet digests) {
        this.part = part;
        this.digests = digests;
    }

    /** Creates a draft in an empty part. */
    static DraftPart begin(Part part, Set<String> algorithms) {
        return new DraftPart(part, new DigestSet(algorithms));
    }

    Part part() {
        return part;
    }

    /** Returns how many bytes are written and hashed. */
    long size() {
        return size;
    }

    /** Drops its content. */
    void restart(Set<String> algorithms) throws ImageException {
        part.restart();
        size = 0;
        digests = new DigestSet(algorithms);
    }

    /**
     * Creates a pipeline that hashes and appends bytes. The draft is unusable unless {@link #finish} completes the
     * pipeline.
     */
    Pipeline newPipeline(Pipelines pipelines) {
        return pipelines.open(digests.sinks(), this::append);
    }

    /** Waits until all bytes of a pipeline are written and hashed. */
    void finish(Pipeline pipeline) throws LocalFailure {
        pipeline.finish();
    }

    /** Returns the digests of the content; may be called once. */
    List<Checksum> digests() {
        return digests.finish();
    }

    private void append(ByteBuffer bytes) throws ImageException {
        int length = bytes.remaining();
        part.write(size, bytes);
        size += length;
    }
}

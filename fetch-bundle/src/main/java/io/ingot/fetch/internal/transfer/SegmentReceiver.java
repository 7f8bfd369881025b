// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.image.ImageException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the bytes of one segment into an image, and hashes them if they are the next to hash. Used and closed by the
 * thread that reads them; if that thread was left behind, {@linkplain #abandon abandoned} by another.
 */
final class SegmentReceiver {
    private final PartialImage image;
    private final boolean hashes;
    private final Pipeline pipeline;
    private boolean settled;

    SegmentReceiver(PartialImage image, long from, TransferContext context) {
        this.image = image;
        this.hashes = image.hashing().claim(from);
        List<Sink> sinks = hashes ? image.hashing().sinks() : List.of();
        pipeline = context.pipelines().open(sinks, new ImageSink(image, from));
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /**
     * Waits until all bytes are written.
     *
     * @param position the end of the bytes in the image
     */
    void finish(long position) throws LocalFailure {
        pipeline.finish();
        settled = true;
        if (hashes) {
            image.hashing().release(position);
        }
    }

    /** Drops the bytes that are not written, unless {@link #finish} was called. */
    void close() {
        pipeline.close();
        spoilHashing();
    }

    /** Closes the receiver of a thread that was left behind. */
    void abandon() {
        pipeline.abandon();
        spoilHashing();
    }

    private void spoilHashing() {
        if (hashes && !settled) {
            image.hashing().reset();
        }
    }

    /** Writes to the image from an offset. */
    private static final class ImageSink implements Sink {
        private final PartialImage image;
        private long offset;

        ImageSink(PartialImage image, long offset) {
            this.image = image;
            this.offset = offset;
        }

        @Override
        public void accept(ByteBuffer bytes) throws ImageException {
            if (bytes.hasRemaining()) {
                image.write(offset, bytes);
                offset += bytes.remaining();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of one stretch on their way into the assembly, hashed on it if it is their turn. Used by the thread that reads
 * them; closed by it, or {@linkplain #forsake forsaken} by another if that thread was left behind.
 */
final class SegmentReceiver {
    private final PartialImage assembly;
    private final boolean hashes;
    private final Pipeline pipeline;
    private boolean settled;

    SegmentReceiver(PartialImage assembly, long from, TransferContext equipment) {
        this.assembly = assembly;
        this.hashes = assembly.hashing().claim(from);
        List<Sink> sinks = new ArrayList<>(hashes ? assembly.hashing().sinks() : List.of());
        sinks.add(new Into(assembly, from));
        boolean started = false;
        try {
            pipeline = new Pipeline(sinks, equipment.buffers(), equipment.lanes());
            started = true;
        } finally {
            if (!started && hashes) {
                assembly.hashing().reset();
            }
        }
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** All bytes before this one of the image have arrived, as soon as this returns. */
    void settle(long position) throws LocalFailure {
        pipeline.finish();
        settled = true;
        if (hashes) {
            assembly.hashing().release(position);
        }
    }

    /** Drops what has not arrived, unless all has. */
    void close() {
        pipeline.close();
        spoil();
    }

    /** Does that in place of the thread that reads, which was left behind. */
    void forsake() {
        pipeline.forsake();
        spoil();
    }

    private void spoil() {
        if (hashes && !settled) {
            assembly.hashing().reset();
        }
    }

    /** Writes from an offset on. */
    private static final class Into implements Sink {
        private final PartialImage assembly;
        private long offset;

        Into(PartialImage assembly, long offset) {
            this.assembly = assembly;
            this.offset = offset;
        }

        @Override
        public void accept(byte[] bytes, int length) throws ImageException {
            if (length > 0) {
                assembly.write(offset, bytes, length);
                offset += length;
            }
        }
    }
}

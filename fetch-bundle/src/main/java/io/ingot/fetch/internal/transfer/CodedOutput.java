// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes one form of a coded body, in pieces of any size. Used by one thread. */
interface CodedOutput extends AutoCloseable {
    /** For a form that is not wanted. */
    CodedOutput NOWHERE = new CodedOutput() {
        @Override
        public void pour(byte[] bytes, int from, int count) {}

        @Override
        public void handOn() {}

        @Override
        public void settle() {}

        @Override
        public void close() {}
    };

    void pour(byte[] bytes, int from, int count) throws IOException;

    /** Keeps no buffer back, however little is in it. */
    void handOn() throws IOException;

    /** All is poured: waits until it has arrived. */
    void settle() throws IOException;

    @Override
    void close();

    /**
     * Into a draft.
     *
     * @param together all outlets of the thread, which this one joins
     */
    static CodedOutput into(
            DraftPart draft, TransferContext equipment, Watchdog.Watch watch, List<CodedOutput> together) {
        CodedOutput outlet =
                new IntoDraft(draft, draft.pour(equipment.buffers(), equipment.stageThreads()), watch, together);
        together.add(outlet);
        return outlet;
    }

    /**
     * Gathers the pieces into large buffers. While it waits for one no other outlet of the thread keeps one back: many
     * threads that each hold one and want another would wait for each other for ever.
     */
    final class IntoDraft implements CodedOutput {
        private final DraftPart draft;
        private final Pipeline pipeline;
        private final Watchdog.Watch watch;
        private final List<CodedOutput> together;
        private byte[] buffer = new byte[0];
        private int length;

        private IntoDraft(DraftPart draft, Pipeline pipeline, Watchdog.Watch watch, List<CodedOutput> together) {
            this.draft = draft;
            this.pipeline = pipeline;
            this.watch = watch;
            this.together = together;
        }

        @Override
        public void pour(byte[] bytes, int from, int count) throws IOException {
            for (int poured = 0; poured < count; ) {
                if (length == 0) {
                    buffer = next();
                }
                int piece = Math.min(count - poured, buffer.length - length);
                System.arraycopy(bytes, from + poured, buffer, length, piece);
                length += piece;
                poured += piece;
                if (length == BufferBudget.BUFFER_BYTES) {
                    handOn();
                }
            }
        }

        @Override
        public void settle() throws IOException {
            handOn();
            draft.settle(pipeline);
        }

        @Override
        public void close() {
            pipeline.close();
        }

        @Override
        public void handOn() throws IOException {
            if (length > 0) {
                int filled = length;
                length = 0;
                pipeline.put(buffer, filled);
            }
        }

        private byte[] next() throws IOException {
            Optional<byte[]> free = pipeline.bufferIfFree(watch.call());
            if (free.isPresent()) {
                return free.get();
            }
            for (CodedOutput outlet : together) {
                outlet.handOn();
            }
            return pipeline.buffer(watch.call(), watch::alive);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.Pipeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An output for one form of a coded body. Not safe for concurrent use. */
interface CodedOutput extends AutoCloseable {
    /** Discards a form that is not needed. */
    CodedOutput DISCARD = new CodedOutput() {
        @Override
        public void write(byte[] bytes, int from, int count) {}

        @Override
        public void flush() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    };

    void write(byte[] bytes, int from, int count) throws IOException;

    /** Hands on the current buffer, even if it is not full. */
    void flush() throws IOException;

    /** Waits until all bytes are written and hashed. */
    void finish() throws IOException;

    @Override
    void close();

    /**
     * Creates an output to a draft.
     *
     * @param outputs all outputs of the thread, to which this one is added
     */
    static CodedOutput to(DraftPart draft, TransferContext context, Watchdog.Watch watch, List<CodedOutput> outputs) {
        CodedOutput output = new DraftOutput(draft, draft.newPipeline(context.pipelines()), watch, outputs);
        outputs.add(output);
        return output;
    }

    /**
     * Collects bytes in large buffers. Before it waits for a buffer, all outputs of the thread hand on theirs: threads
     * that each hold a buffer and wait for another would deadlock.
     */
    final class DraftOutput implements CodedOutput {
        private final DraftPart draft;
        private final Pipeline pipeline;
        private final Watchdog.Watch watch;
        private final List<CodedOutput> outputs;
        private @Nullable ByteBuffer buffer;

        private DraftOutput(DraftPart draft, Pipeline pipeline, Watchdog.Watch watch, List<CodedOutput> outputs) {
            this.draft = draft;
            this.pipeline = pipeline;
            this.watch = watch;
            this.outputs = outputs;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int written = 0; written < count; ) {
                ByteBuffer into = buffer == null ? nextBuffer() : buffer;
                buffer = into;
                int piece = Math.min(count - written, into.remaining());
                into.put(bytes, from + written, piece);
                written += piece;
                if (!into.hasRemaining()) {
                    flush();
                }
            }
        }

        @Override
        public void finish() throws IOException {
            flush();
            draft.finish(pipeline);
        }

        @Override
        public void close() {
            pipeline.close();
        }

        @Override
        public void flush() throws IOException {
            ByteBuffer filled = buffer;
            buffer = null;
            if (filled != null) {
                int length = filled.position();
                watch.localWork(() -> pipeline.put(length));
            }
        }

        private ByteBuffer nextBuffer() throws IOException {
            Optional<ByteBuffer> free = pipeline.bufferIfFree(watch.call());
            if (free.isPresent()) {
                return free.get();
            }
            for (CodedOutput output : outputs) {
                output.flush();
            }
            return pipeline.buffer(watch.call(), watch::keepAlive);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipeline;
import java.io.IOException;

/** Takes one form of a coded body, in pieces of any size. Used by one thread. */
interface Outlet extends AutoCloseable {
    /** For a form that is not wanted. */
    Outlet NOWHERE = new Outlet() {
        @Override
        public void pour(byte[] bytes, int from, int count) {}

        @Override
        public void settle() {}

        @Override
        public void close() {}
    };

    void pour(byte[] bytes, int from, int count) throws IOException;

    /** All is poured: waits until it has arrived. */
    void settle() throws IOException;

    @Override
    void close();

    /** Into a draft. */
    static Outlet into(Draft draft, Equipment equipment, Watchdog.Watch watch) {
        return new IntoDraft(draft, draft.pour(equipment.buffers(), equipment.lanes()), watch);
    }

    /** Gathers the pieces into large buffers. */
    final class IntoDraft implements Outlet {
        private final Draft draft;
        private final Pipeline pipeline;
        private final Watchdog.Watch watch;
        private byte[] buffer = new byte[0];
        private int length;

        private IntoDraft(Draft draft, Pipeline pipeline, Watchdog.Watch watch) {
            this.draft = draft;
            this.pipeline = pipeline;
            this.watch = watch;
        }

        @Override
        public void pour(byte[] bytes, int from, int count) throws IOException {
            for (int poured = 0; poured < count; ) {
                if (length == 0) {
                    buffer = pipeline.buffer(watch.call(), watch::alive);
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
            if (length > 0) {
                handOn();
            }
            draft.settle(pipeline);
        }

        @Override
        public void close() {
            pipeline.close();
        }

        private void handOn() throws IOException {
            int filled = length;
            length = 0;
            pipeline.put(buffer, filled);
        }
    }
}

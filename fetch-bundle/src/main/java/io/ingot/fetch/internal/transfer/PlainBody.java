// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.progress.Meter;
import io.ingot.fetch.internal.source.Leaf;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.OptionalLong;

/** A body of the image's own bytes, appended to what is held of it. Used by one thread. */
final class PlainBody {
    private final Leaf leaf;
    private final Body body;
    private final Intake intake;
    private final Acceptance acceptance;
    private final Watchdog.Watch watch;
    private final Meter meter;
    private final long size;

    /** @throws ImageException CHANGED if the body is of an image of another size */
    PlainBody(Leaf leaf, Body body, Acceptance acceptance, Watchdog.Watch watch, Meter meter) throws ImageException {
        this.leaf = leaf;
        this.body = body;
        this.intake = new Intake(body.bytes(), watch, meter);
        this.acceptance = acceptance;
        this.watch = watch;
        this.meter = meter;
        this.size = size(leaf, body.total()).orElse(Long.MAX_VALUE);
    }

    /** Receives the rest of the image. Whatever goes wrong, what came before is in the draft. */
    void receive(Draft draft, Equipment equipment) throws IOException {
        long held = draft.held();
        try (Pipeline pipeline = draft.pour(equipment.buffers(), equipment.lanes())) {
            skip(held - body.offset(), pipeline);
            while (!intake.over() && held < size) {
                byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
                int length = intake.fill(buffer, (int) Math.min(buffer.length, size - held));
                held += length;
                acceptance.atMost(leaf.reference(), held);
                pipeline.put(buffer, length);
                meter.there(held);
            }
            draft.settle(pipeline);
        }
        requireEnd(held);
    }

    /** Where a server knows no ranges, what is held comes once more. */
    private void skip(long count, Pipeline pipeline) throws IOException {
        long left = count;
        while (left > 0 && !intake.over()) {
            byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
            left -= intake.fill(buffer, (int) Math.min(BufferBudget.BUFFER_BYTES, left));
            pipeline.put(buffer, 0);
        }
    }

    private void requireEnd(long held) throws IOException {
        if (held == size) {
            requireNoMore();
        } else if (intake.failure().isPresent()) {
            throw intake.failure().get();
        } else if (size != Long.MAX_VALUE) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    leaf.reference() + " ended early: " + held + " of " + size + " bytes came");
        }
    }

    /** All is there: a connection that breaks or stalls now does no harm any more; a further byte shows a lie. */
    private void requireNoMore() throws ImageException {
        if (intake.fill(new byte[1], 1) > 0) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            leaf.reference() + " has more bytes than the " + size + " that were declared")
                    .lasting();
        }
    }

    private static OptionalLong size(Leaf leaf, OptionalLong total) throws ImageException {
        OptionalLong known = leaf.size();
        if (known.isPresent() && total.isPresent() && known.getAsLong() != total.getAsLong()) {
            throw new ImageException(
                    ErrorCode.CHANGED,
                    leaf.reference() + " has " + total.getAsLong() + " bytes now, it had " + known.getAsLong());
        }
        return known.isPresent() ? known : total;
    }
}

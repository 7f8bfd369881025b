// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Faults of real servers. */
final class Faults {
    private static final long POLL_MILLIS = 2;

    private Faults() {}

    /** The connection breaks after some bytes. */
    static FakeImage.ReadBehavior cutAfter(long count) {
        return (image, offset, call) -> image.body(
                new SequenceInputStream(first(image, offset, count), new Broken("Connection reset", () -> {})),
                offset,
                OptionalLong.of(image.bytes().length));
    }

    /** The stream ends after some bytes, without an error. */
    static FakeImage.ReadBehavior endAfter(long count) {
        return (image, offset, call) ->
                image.body(first(image, offset, count), offset, OptionalLong.of(image.bytes().length));
    }

    /** No byte comes after the first ones, until the call ends. */
    static FakeImage.ReadBehavior stallAfter(long count) {
        return stallAfter(count, new CountDownLatch(1));
    }

    static FakeImage.ReadBehavior stallAfter(long count, CountDownLatch stalled) {
        return (image, offset, call) -> image.body(
                new SequenceInputStream(
                        first(image, offset, count), new Broken("Socket closed", () -> waitForEnd(call, stalled))),
                offset,
                OptionalLong.of(image.bytes().length));
    }

    /** Nothing comes until a gate opens, or the call ends. */
    static FakeImage.ReadBehavior afterGate(CountDownLatch gate, CountDownLatch reached) {
        return (image, offset, call) -> {
            awaitGate(gate, reached, call);
            return image.from(offset);
        };
    }

    /** A failure that comes when a gate opens. */
    static FakeImage.ReadBehavior failingAfterGate(CountDownLatch gate, CountDownLatch reached, ErrorCode code) {
        return (image, offset, call) -> {
            awaitGate(gate, reached, call);
            throw new ImageException(code, "the server is on fire");
        };
    }

    private static void awaitGate(CountDownLatch gate, CountDownLatch reached, Call call) throws ImageException {
        reached.countDown();
        try {
            boolean open = false;
            while (!open && !call.isEnded()) {
                open = gate.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the engine was interrupted", e);
        }
        call.check();
    }

    /** No answer comes at all, until the call ends. */
    static FakeImage.ReadBehavior silence(CountDownLatch waiting) {
        return (image, offset, call) -> {
            waitForEnd(call, waiting);
            throw new ImageException(ErrorCode.TRANSFER_FAILED, "the socket was closed");
        };
    }

    /** Ranges are ignored. */
    static FakeImage.ReadBehavior everything() {
        return (image, offset, call) -> image.from(0);
    }

    /** Ranges are ignored, and the connection breaks. */
    static FakeImage.ReadBehavior everythingCutAfter(long count) {
        return (image, offset, call) -> cutAfter(count).read(image, 0, call);
    }

    /** Another range than the requested one. */
    static FakeImage.ReadBehavior shiftedBy(long count) {
        return (image, offset, call) -> image.from(Math.min(image.bytes().length, offset + count));
    }

    /** More bytes than were declared. */
    static FakeImage.ReadBehavior followedBy(byte[] more) {
        return (image, offset, call) -> image.body(
                new SequenceInputStream(image.stream(offset), new ByteArrayInputStream(more)),
                offset,
                OptionalLong.empty());
    }

    /** The right number of wrong bytes. */
    static FakeImage.ReadBehavior wrongBytes() {
        return (image, offset, call) -> {
            byte[] wrong =
                    image.stream(offset) instanceof ByteArrayInputStream right ? right.readAllBytes() : new byte[0];
            if (wrong.length > 0) {
                wrong[wrong.length / 2] ^= 1;
            }
            return image.body(new ByteArrayInputStream(wrong), offset, OptionalLong.of(image.bytes().length));
        };
    }

    /** Another size than the one declared. */
    static FakeImage.ReadBehavior total(long total) {
        return (image, offset, call) -> image.body(image.stream(offset), offset, OptionalLong.of(total));
    }

    static FakeImage.ReadBehavior refused(ErrorCode code) {
        return (image, offset, call) -> {
            throw new ImageException(code, "the fake service says " + code);
        };
    }

    static FakeImage.ReadBehavior refused(ImageException e) {
        return (image, offset, call) -> {
            throw e;
        };
    }

    static FakeImage.ReadBehavior changed() {
        return refused(ImageException.versionChange("the fake service has another version"));
    }

    static FakeImage.CallBehavior failing(ErrorCode code) {
        return call -> {
            throw new ImageException(code, "the fake service says " + code);
        };
    }

    static FakeImage.CallBehavior hanging(CountDownLatch waiting) {
        return call -> {
            waitForEnd(call, waiting);
            call.check();
        };
    }

    private static InputStream first(FakeImage image, long offset, long count) {
        int length = (int) Math.max(0, Math.min(count, image.bytes().length - offset));
        return new ByteArrayInputStream(image.bytes(), (int) offset, length);
    }

    private static void waitForEnd(Call call, CountDownLatch waiting) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Call.Registration registration = call.onCancel(ended::countDown)) {
            waiting.countDown();
            ended.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the engine was interrupted", e);
        }
    }

    /** A stream without bytes, which fails. */
    private static final class Broken extends InputStream {
        private final String message;
        private final Runnable before;

        Broken(String message, Runnable before) {
            this.message = message;
            this.before = before;
        }

        @Override
        public int read() throws IOException {
            before.run();
            throw new IOException(message);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
        }
    }
}

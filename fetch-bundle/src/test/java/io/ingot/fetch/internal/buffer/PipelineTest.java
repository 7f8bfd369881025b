// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BufferBudget idle = BufferBudget.of(64 << 20, 2);
    private final BufferBudget busy = BufferBudget.of(64 << 20, 1);
    private final long all = idle.availableBytes();
    private final Call call = Call.start();

    @AfterEach
    void allBuffersAreReturned() throws InterruptedException {
        call.close();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(idle.availableBytes()).isEqualTo(all);
        assertThat(busy.availableBytes()).isEqualTo(all);
        assertThat(idle.pipelines().count() + busy.pipelines().count()).isZero();
    }

    @Test
    void writerAndHashesGetAllBytesInOrder() throws IOException {
        for (BufferBudget budget : List.of(idle, busy)) {
            Recorder writer = new Recorder();
            Recorder one = new Recorder();
            Recorder two = new Recorder();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            try (Pipeline pipeline = new Pipeline(List.of(one, two), writer, budget, threads)) {
                for (int i = 0; i < 50; i++) {
                    put(pipeline, i);
                    expected.write(i);
                }
                pipeline.finish();
            }
            assertThat(writer.bytes()).isEqualTo(expected.toByteArray());
            assertThat(one.bytes()).isEqualTo(expected.toByteArray());
            assertThat(two.bytes()).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void hashesRunBesideTheReaderWhileAProcessorIsIdle() throws IOException {
        Recorder hash = new Recorder();
        try (Pipeline pipeline = new Pipeline(List.of(hash), Sink.NONE, idle, threads)) {
            put(pipeline, 1);
            pipeline.finish();
        }
        assertThat(hash.threads()).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void hashesRunOnTheReadersThreadWhenPipelinesKeepAllProcessorsBusy() throws IOException {
        Recorder hash = new Recorder();
        Executor none = stage -> {
            throw new AssertionError("no thread is needed");
        };
        try (Pipeline other = new Pipeline(List.of(), Sink.NONE, idle, none);
                Pipeline pipeline = new Pipeline(List.of(hash), Sink.NONE, idle, none)) {
            put(pipeline, 1);
            pipeline.finish();
            other.finish();
        }
        assertThat(hash.threads()).containsExactly(Thread.currentThread());
    }

    @Test
    void hashKeepsTheOrderWhenItMovesBetweenThreads() throws IOException {
        CountDownLatch slow = new CountDownLatch(1);
        Recorder hash = new Recorder();
        Sink slowHash = bytes -> {
            waitFor(slow);
            hash.accept(bytes);
        };
        try (Pipeline pipeline = new Pipeline(List.of(slowHash), Sink.NONE, idle, threads)) {
            put(pipeline, 1);
            try (Pipeline other = new Pipeline(List.of(), Sink.NONE, idle, threads)) {
                put(pipeline, 2); // the hash of 1 still runs: this one follows it
                slow.countDown();
                other.finish();
            }
            put(pipeline, 3);
            pipeline.finish();
        }
        assertThat(hash.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void everySinkHasAPositionOfItsOwn() throws IOException {
        Recorder after = new Recorder();
        Sink consuming = bytes -> bytes.position(bytes.limit());
        try (Pipeline pipeline = new Pipeline(List.of(consuming, after), consuming, busy, threads)) {
            put(pipeline, 1);
            pipeline.finish();
        }
        assertThat(after.bytes()).containsExactly(1);
    }

    @Test
    void endedCallGetsNoBufferEvenIfOneIsFree() throws IOException {
        try (Pipeline pipeline = pipeline(Sink.NONE)) {
            call.cancel("enough");

            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> pipeline.buffer(call, () -> {}))
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
        }
    }

    @Test
    void hashRunsOnTheReadersThreadIfNoOtherCanStart() throws IOException {
        Recorder hash = new Recorder();
        Executor scarce = stage -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        try (Pipeline pipeline = new Pipeline(List.of(hash), Sink.NONE, idle, scarce)) {
            put(pipeline, 1);
            put(pipeline, 2);
            pipeline.finish();
        }
        assertThat(hash.bytes()).containsExactly(1, 2);
    }

    @Test
    void slowHashBoundsTheLentBuffers() throws IOException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        try (Pipeline pipeline = pipeline(bytes -> waitFor(slow))) {
            while (slow.getCount() > 0) {
                pipeline.buffer(call, () -> {
                    assertThat(idle.availableBytes()).isGreaterThanOrEqualTo(all - 4L * Slab.BYTES);
                    waited.countDown();
                    slow.countDown();
                });
                pipeline.put(1);
            }
            pipeline.finish();
        }
        assertThat(waited.getCount()).isZero();
    }

    @Test
    void failureOfAHashIsReported() throws IOException {
        for (BufferBudget budget : List.of(idle, busy)) {
            Sink failing = bytes -> {
                throw new ImageException(ErrorCode.INSUFFICIENT_SPACE, "full");
            };
            try (Pipeline pipeline = new Pipeline(List.of(failing), Sink.NONE, budget, threads)) {
                put(pipeline, 1);
                assertFailsForSpace(pipeline::finish);
            }
        }
    }

    @Test
    void failureOfTheWriterIsReportedAtOnce() throws IOException {
        Sink failing = bytes -> {
            throw new ImageException(ErrorCode.INSUFFICIENT_SPACE, "full");
        };
        try (Pipeline pipeline = new Pipeline(List.of(), failing, idle, threads)) {
            assertFailsForSpace(() -> put(pipeline, 1));
        }
    }

    @Test
    void endOfTheCallEndsTheWaitForABuffer() throws IOException {
        CountDownLatch slow = new CountDownLatch(1);
        try (Pipeline pipeline = pipeline(bytes -> waitFor(slow))) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            pipeline.buffer(call, () -> call.cancel("enough"));
                            pipeline.put(1);
                        }
                    })
                    .withMessage("enough");
            slow.countDown();
        }
    }

    @Test
    void unusedBufferIsLentAgainAndReturned() throws IOException {
        try (Pipeline pipeline = pipeline(Sink.NONE)) {
            ByteBuffer buffer = pipeline.buffer(call, () -> {});
            buffer.put((byte) 1);

            assertThat(pipeline.buffer(call, () -> {})).isSameAs(buffer).matches(same -> same.position() == 0);
            assertThat(idle.availableBytes()).isEqualTo(all - buffer.capacity());
        }
    }

    private Pipeline pipeline(Sink hash) {
        return new Pipeline(List.of(hash), Sink.NONE, idle, threads);
    }

    private void put(Pipeline pipeline, int value) throws IOException {
        pipeline.buffer(call, () -> {}).put((byte) value);
        pipeline.put(1);
    }

    private static void assertFailsForSpace(ThrowingCallable action) {
        assertThatExceptionOfType(LocalFailure.class)
                .isThrownBy(action)
                .matches(e -> ImageException.from(e, "writing").code() == ErrorCode.INSUFFICIENT_SPACE);
    }

    /** Records bytes, and who brought them. */
    private static final class Recorder implements Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Set<Thread> threads = new HashSet<>();

        @Override
        public synchronized void accept(ByteBuffer buffer) {
            threads.add(Thread.currentThread());
            while (buffer.hasRemaining()) {
                bytes.write(buffer.get());
            }
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        synchronized Set<Thread> threads() {
            return Set.copyOf(threads);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

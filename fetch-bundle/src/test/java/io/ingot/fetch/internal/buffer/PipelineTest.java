// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BufferBudget budget = BufferBudget.quarterOf(0);
    private final int all = budget.available();
    private final Call call = Call.start();

    @AfterEach
    void allBuffersAreReturned() throws InterruptedException {
        call.close();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(budget.available()).isEqualTo(all);
    }

    @Test
    void everyStageGetsAllBytesInOrder() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (Pipeline pipeline = pipeline(
                (bytes, length) -> one.write(bytes, 0, length), (bytes, length) -> two.write(bytes, 0, length))) {
            for (int i = 0; i < 50; i++) {
                byte[] buffer = pipeline.buffer(call, () -> {});
                buffer[0] = (byte) i;
                pipeline.put(buffer, 1);
                expected.write(i);
            }
            pipeline.finish();
        }
        assertThat(one.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(two.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void endedCallGetsNoBufferEvenIfOneIsFree() throws IOException {
        try (Pipeline pipeline = pipeline((bytes, length) -> {})) {
            call.cancel("enough");

            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> pipeline.buffer(call, () -> {}))
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
        }
    }

    @Test
    void startedStagesEndIfAnotherCannotStart() {
        AtomicInteger started = new AtomicInteger();
        Executor scarce = stage -> {
            if (started.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(stage);
        };
        List<Sink> sinks = List.of((bytes, length) -> {}, (bytes, length) -> {});
        assertThatThrownBy(() -> new Pipeline(sinks, budget, scarce)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void slowStageBoundsTheLentBuffers() throws IOException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        try (Pipeline pipeline = pipeline((bytes, length) -> waitFor(slow))) {
            while (slow.getCount() > 0) {
                byte[] buffer = pipeline.buffer(call, () -> {
                    assertThat(budget.available()).isGreaterThanOrEqualTo(all - 8);
                    waited.countDown();
                    slow.countDown();
                });
                pipeline.put(buffer, 1);
            }
            pipeline.finish();
        }
        assertThat(waited.getCount()).isZero();
    }

    @Test
    void failureOfAStageIsReported() throws IOException {
        try (Pipeline pipeline = pipeline((bytes, length) -> {
            throw new ImageException(ErrorCode.INSUFFICIENT_SPACE, "full");
        })) {
            pipeline.put(pipeline.buffer(call, () -> {}), 1);
            assertThatExceptionOfType(LocalFailure.class)
                    .isThrownBy(pipeline::finish)
                    .matches(e -> ImageException.from(e, "writing").code() == ErrorCode.INSUFFICIENT_SPACE);
        }
    }

    @Test
    void endOfTheCallEndsTheWaitForABuffer() throws IOException {
        CountDownLatch slow = new CountDownLatch(1);
        try (Pipeline pipeline = pipeline((bytes, length) -> waitFor(slow))) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            pipeline.put(pipeline.buffer(call, () -> call.cancel("enough")), 1);
                        }
                    })
                    .withMessage("enough");
            slow.countDown();
        }
    }

    @Test
    void unusedBufferIsReturned() throws IOException {
        try (Pipeline pipeline = pipeline((bytes, length) -> {})) {
            assertThat(pipeline.buffer(call, () -> {})).hasSize(BufferBudget.BUFFER_BYTES);
            assertThat(budget.available()).isEqualTo(all - 1);
        }
    }

    private Pipeline pipeline(Sink... sinks) {
        return new Pipeline(List.of(sinks), budget, threads);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

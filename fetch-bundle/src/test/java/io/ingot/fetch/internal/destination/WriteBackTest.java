// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteBackTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger forced = new AtomicInteger();
    private final WriteBack writeBack = new WriteBack(forced::incrementAndGet, tasks::add);

    @Test
    void smallImagesAreNotForcedEarly() {
        writeBack.written(WriteBack.STRIDE_BYTES - 1);
        assertThat(tasks).isEmpty();
    }

    @Test
    void eachStrideIsForcedOnce() {
        for (int stride = 1; stride <= 3; stride++) {
            writeBack.written(WriteBack.STRIDE_BYTES - 1);
            writeBack.written(1);
            tasks.remove().run();
            assertThat(forced).hasValue(stride);
        }
        assertThat(tasks).isEmpty();
    }

    @Test
    void oneTaskRunsAtATime() {
        writeBack.written(WriteBack.STRIDE_BYTES);
        writeBack.written(WriteBack.STRIDE_BYTES);
        assertThat(tasks).hasSize(1);

        tasks.remove().run();
        writeBack.written(1);
        assertThat(tasks).as("the bytes written meanwhile").hasSize(1);
    }

    @Test
    void aFailureInTheBackgroundIsReportedOnce() throws IOException {
        WriteBack failing = new WriteBack(
                () -> {
                    throw new IOException("disk failed");
                },
                Runnable::run);
        failing.written(WriteBack.STRIDE_BYTES);
        assertThatThrownBy(failing::awaitIdle).isInstanceOf(IOException.class).hasMessage("disk failed");
        failing.awaitIdle();
    }

    @Test
    void aLaterSuccessDoesNotHideAFailure() {
        AtomicInteger round = new AtomicInteger();
        WriteBack recovering = new WriteBack(
                () -> {
                    if (round.getAndIncrement() == 0) {
                        throw new IOException("disk failed");
                    }
                },
                Runnable::run);
        recovering.written(WriteBack.STRIDE_BYTES);
        recovering.written(WriteBack.STRIDE_BYTES);
        assertThat(round).hasValue(2);
        assertThatThrownBy(recovering::awaitIdle).hasMessage("disk failed");
    }

    @Test
    void aStoppedEngineIsNotAFailure() {
        WriteBack refused = new WriteBack(forced::incrementAndGet, task -> {
            throw new RejectedExecutionException("stopped");
        });
        refused.written(WriteBack.STRIDE_BYTES);
        assertThatCode(refused::awaitIdle).doesNotThrowAnyException();
    }
}

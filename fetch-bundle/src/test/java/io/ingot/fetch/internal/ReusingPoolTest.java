// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReusingPoolTest {
    private static final int THREADS = 3;

    private final ThreadPoolExecutor pool = ReusingPool.create(THREADS, Duration.ofMinutes(1), Thread::new);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        pool.shutdown();
    }

    @Test
    void anIdleThreadIsReused() throws Exception {
        for (int i = 0; i < 100; i++) {
            pool.submit(() -> {}).get();
            awaitIdleThread();
        }
        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void eachTaskGetsAThreadUpToTheBound() throws Exception {
        block(THREADS);
        assertThat(pool.getPoolSize()).isEqualTo(THREADS);
    }

    @Test
    void aTaskBeyondTheBoundRunsWhenAThreadIsFree() throws Exception {
        block(THREADS);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        assertThat(pool.getPoolSize()).isEqualTo(THREADS);
        assertThat(ran.getCount()).isEqualTo(1);
        release.countDown();
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStoppedPoolRefusesTasksAndRunsThoseThatWait() throws Exception {
        block(THREADS);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        pool.shutdown();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(() -> {}));
        release.countDown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.getCount()).isZero();
    }

    /** Occupies some threads until the release. */
    private void block(int count) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            pool.execute(() -> {
                started.countDown();
                awaitRelease();
            });
        }
        started.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread waits at the queue, where it can be reused. */
    private void awaitIdleThread() {
        TransferQueue<Runnable> queue = (TransferQueue<Runnable>) pool.getQueue();
        while (!queue.hasWaitingConsumer()) {
            Thread.onSpinWait();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActiveCallsTest {
    private final ActiveCalls calls = new ActiveCalls();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread worker = new Thread(this::work);

    @BeforeEach
    void start() throws InterruptedException {
        worker.start();
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @AfterEach
    void end() throws InterruptedException {
        released.countDown();
        worker.join();
    }

    @Test
    void endingEndsAllCalls() throws Exception {
        Thread caller = Thread.currentThread();
        Thread releasing = new Thread(() -> {
            Awaitility.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            released.countDown();
        });
        releasing.start();
        assertThat(calls.end(Duration.ofMinutes(1))).isZero();
        assertThat(done).isTrue();
        releasing.join();
    }

    @Test
    void callsThatDoNotEndAreCounted() throws Exception {
        assertThat(calls.end(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(done).isFalse();
    }

    /** Runs in a call, and returns only when it is released. */
    private void work() {
        try (Call call = Call.start()) {
            calls.run(call, child -> {
                child.onCancel(ended::countDown);
                started.countDown();
                Awaitility.await().until(() -> released.getCount() == 0);
                done.set(true);
                return child;
            });
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

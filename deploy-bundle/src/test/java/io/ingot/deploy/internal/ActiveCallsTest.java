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
    private final ActiveCalls underWay = new ActiveCalls();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread worker = new Thread(this::work);

    @BeforeEach
    void begin() throws InterruptedException {
        worker.start();
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @AfterEach
    void end() throws InterruptedException {
        released.countDown();
        worker.join();
    }

    @Test
    void theEndIsTheEndOfAll() throws Exception {
        Thread caller = Thread.currentThread();
        Thread releasing = new Thread(() -> {
            Awaitility.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            released.countDown();
        });
        releasing.start();
        assertThat(underWay.end(Duration.ofMinutes(1))).isZero();
        assertThat(done).isTrue();
        releasing.join();
    }

    @Test
    void whatDoesNotEndIsCountedAndLeft() throws Exception {
        assertThat(underWay.end(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(done).isFalse();
    }

    /** Hears of the end, and takes its time. */
    private void work() {
        try (Call call = Call.start()) {
            underWay.run(call, own -> {
                own.onCancel(told::countDown);
                begun.countDown();
                Awaitility.await().until(() -> released.getCount() == 0);
                done.set(true);
                return own;
            });
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

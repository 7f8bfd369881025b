// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
    private final CallThreads threads = new CallThreads();
    private final BlockingQueue<Thread> used = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void everyCallHasItsOwnThreadThatEndsWithIt() throws Exception {
        start();
        start();
        Thread one = used.take();
        Thread other = used.take();

        assertThat(one).isNotSameAs(other);
        assertThat(List.of(one.getName(), other.getName())).containsExactlyInAnyOrder("ingot-call-1", "ingot-call-2");
        await().until(() -> !one.isAlive() && !other.isAlive());
    }

    @Test
    void threadHoldsNoContextClassLoaderAndKeepsNoProcessAlive() throws Exception {
        CompletableFuture<Boolean> fits = new CompletableFuture<>();
        threads.start(
                () -> fits.complete(Thread.currentThread().getContextClassLoader() == null
                        && Thread.currentThread().isDaemon()),
                fits::completeExceptionally);

        assertThat(fits.get()).isTrue();
    }

    @Test
    void hangingTaskIsWaitedForUpToTheLimit() {
        CountDownLatch end = new CountDownLatch(1);
        Runnable hanging = () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        assertThat(threads.runAll(List.of(hanging), Duration.ofMillis(20))).isFalse();
        end.countDown();
        assertThat(threads.runAll(List.of(() -> {}, hanging), Duration.ofMinutes(1)))
                .isTrue();
    }

    @Test
    void closedThreadsRefuseTasks() throws Exception {
        threads.close();
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        threads.start(() -> refusal.complete(new AssertionError("ran")), refusal::complete);

        assertThat(refusal.get()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void tasksAreCompletedAfterTheClose() {
        threads.close();
        assertThat(threads.runAll(List.of(() -> used.add(Thread.currentThread())), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(used).containsExactly(Thread.currentThread());
    }

    @Test
    void delayThreadDoesNotChangeTheCallersContextClassLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        DelayThread.start();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().matches("CompletableFutureDelayScheduler|.*-delayScheduler"))
                .hasSize(1);
    }

    private void start() {
        threads.start(() -> used.add(Thread.currentThread()), failure -> {
            throw new AssertionError(failure);
        });
    }
}

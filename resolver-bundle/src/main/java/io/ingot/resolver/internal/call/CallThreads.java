// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The threads on which services are called: {@code ingot-call-N}, one for each call, which ends with it. So no
 * thread-local of a service outlives its call, and a caller can give up without ending the thread.
 *
 * <p>One thread starts all the others: a thread inherits the access-control context (until JDK 23) and the context
 * class loader of the code that starts it, and would otherwise pin the loader of a client or plugin.
 */
public final class CallThreads implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final AtomicLong number = new AtomicLong();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService starter;

    /** Starts the thread that starts all others. */
    public CallThreads() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::starterThread);
        one.prestartCoreThread();
        starter = one;
    }

    /**
     * Runs a task on a new thread.
     *
     * @param task throws nothing
     * @param onRefusal called instead, on any thread, with the reason why no thread could be started
     */
    public void start(Runnable task, Consumer<Throwable> onRefusal) {
        try {
            starter.execute(() -> {
                Thread thread = callThread(task);
                running.add(thread);
                try {
                    thread.start();
                } catch (OutOfMemoryError e) { // the JDK throws this if the system has no more threads
                    running.remove(thread);
                    onRefusal.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            onRefusal.accept(e);
        }
    }

    /** Runs a task on a new thread, without waiting for it; on this thread if no other can be started. */
    public void execute(Runnable task) {
        start(task, reason -> task.run());
    }

    /**
     * Runs tasks in parallel, each on a new thread, and waits for all of them.
     *
     * @return whether all tasks ended within {@code limit}
     */
    public boolean runAll(Collection<Runnable> tasks, Duration limit) {
        CompletableFuture<?>[] ends = tasks.stream().map(this::startCounted).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private CompletableFuture<Void> startCounted(Runnable task) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable completing = () -> {
            task.run();
            end.complete(null);
        };
        start(completing, reason -> completing.run());
        return end;
    }

    /** Starts no more threads, and waits for a bounded time for those that run. */
    @Override
    public void close() {
        starter.shutdown();
        long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        try {
            for (Thread thread : running) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread callThread(Runnable task) {
        return thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                "ingot-call-" + number.incrementAndGet());
    }

    private Thread starterThread(Runnable task) {
        return thread(task, "ingot-calls");
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}

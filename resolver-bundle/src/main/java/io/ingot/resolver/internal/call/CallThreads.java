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
 * The threads on which services are called: {@code ingot-door-N}, one for each call, which ends with it. So nothing that
 * a service hangs on a thread outlives the call, and a caller can give up without ending the thread.
 *
 * <p>One thread starts all the others: a thread inherits the access-control context (until JDK 23) and the context class
 * loader of the code that starts it, and would hold the loader of whichever client or plugin that is.
 */
public final class CallThreads implements AutoCloseable {
    private static final Duration LAST_CALLS = Duration.ofMillis(500);

    private final AtomicLong number = new AtomicLong();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService starter;

    /** Starts the thread that starts the others. */
    public CallThreads() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::starterThread);
        one.prestartCoreThread();
        starter = one;
    }

    /**
     * Runs work on a thread of its own.
     *
     * @param work throws nothing
     * @param refused is told, instead, why there is no thread; on any thread
     */
    public void start(Runnable work, Consumer<Throwable> refused) {
        try {
            starter.execute(() -> {
                Thread thread = callThread(work);
                running.add(thread);
                try {
                    thread.start();
                } catch (OutOfMemoryError e) { // so the JDK says that the system has no more threads
                    running.remove(thread);
                    refused.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            refused.accept(e);
        }
    }

    /** Runs work on a thread of its own, without waiting for it; on this thread if no other can be started. */
    public void aside(Runnable work) {
        start(work, noThread -> work.run());
    }

    /**
     * Runs several pieces of work side by side, each on a thread of its own, and waits for all of them.
     *
     * @return whether all have ended within {@code limit}
     */
    public boolean finish(Collection<Runnable> works, Duration limit) {
        CompletableFuture<?>[] ends = works.stream().map(this::begin).toArray(CompletableFuture[]::new);
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

    private CompletableFuture<Void> begin(Runnable work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable marked = () -> {
            work.run();
            end.complete(null);
        };
        start(marked, noThread -> marked.run());
        return end;
    }

    /** Starts no more threads, and waits for those that run, for a bounded time. */
    @Override
    public void close() {
        starter.shutdown();
        long end = System.nanoTime() + LAST_CALLS.toNanos();
        try {
            for (Thread thread : running) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread callThread(Runnable work) {
        return thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                "ingot-door-" + number.incrementAndGet());
    }

    private Thread starterThread(Runnable work) {
        return thread(work, "ingot-door");
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}

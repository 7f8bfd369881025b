// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A thread that makes a request with its own call.
 *
 * @param <T> the result
 */
public final class CallerThread<T> {
    /** The request. */
    public interface Request<T> {
        T send(Call call) throws Exception;
    }

    private final Call call = Call.start();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private CallerThread(Request<T> request) {
        thread = new Thread(() -> {
            try {
                answer.complete(request.send(call));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a thread that sends a request. */
    public static <T> CallerThread<T> start(Request<T> request) {
        return new CallerThread<>(request);
    }

    /** Returns the call of the request. */
    public Call call() {
        return call;
    }

    /** Returns the thread. */
    public Thread thread() {
        return thread;
    }

    /** Returns when the thread is waiting. */
    public CallerThread<T> awaitWaiting() {
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return this;
    }

    /** Waits for the result. */
    public T answer() throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** Waits for the failure. */
    public ImageException failure() throws Exception {
        try {
            throw new AssertionError("answered: " + answer());
        } catch (ExecutionException e) {
            return (ImageException) Objects.requireNonNull(e.getCause());
        }
    }
}

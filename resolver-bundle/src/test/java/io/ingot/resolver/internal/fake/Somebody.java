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
 * Somebody who asks for something on a thread of their own.
 *
 * @param <T> the answer
 */
public final class Somebody<T> {
    /** What is asked. */
    public interface Asking<T> {
        T with(Call call) throws Exception;
    }

    private final Call call = Call.start();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private Somebody(Asking<T> asking) {
        thread = new Thread(() -> {
            try {
                answer.complete(asking.with(call));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to ask. */
    public static <T> Somebody<T> asks(Asking<T> asking) {
        return new Somebody<>(asking);
    }

    /** The call that they ask with. */
    public Call call() {
        return call;
    }

    /** Their thread. */
    public Thread thread() {
        return thread;
    }

    /** Returns when their thread waits for something. */
    public Somebody<T> awaitWaiting() {
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return this;
    }

    /** What they were answered. */
    public T answer() throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** What they were told instead. */
    public ImageException failure() throws Exception {
        try {
            throw new AssertionError("answered: " + answer());
        } catch (ExecutionException e) {
            return (ImageException) Objects.requireNonNull(e.getCause());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ImageServices;
import java.util.concurrent.CompletableFuture;

/** A call to a service, made on another thread, so that the waiting thread can be interrupted. */
final class ServiceQuery {
    private ServiceQuery() {}

    /** Asks the resolver for the facts of an image. */
    static ImageInfo show(ImageRequest request, CommandContext context) throws ImageException {
        ImageServices services = context.services();
        return ask("show", context.call(), call -> services.show(request, call));
    }

    /**
     * Runs a query and waits for its result.
     *
     * @param name becomes part of the name of the thread
     * @throws ImageException the failure of the query, or the reason why the call ended
     */
    static <T> T ask(String name, Call call, Query<T> query) throws ImageException {
        return ask(name, call, query, () -> {});
    }

    /** Runs a query and waits for its result; {@code tick} runs periodically during the wait. */
    static <T> T ask(String name, Call call, Query<T> query, Runnable tick) throws ImageException {
        return InterruptibleWait.await(begin(name, call, query), call, tick);
    }

    /** Runs a query that cannot be unblocked, such as a read from a terminal, and abandons it when the call ends. */
    static <T> T askAbandonable(String name, Call call, Query<T> query) throws ImageException {
        CompletableFuture<T> result = begin(name, call, query);
        try (Call.Registration registration = call.onCancel(() -> result.cancel(false))) {
            return InterruptibleWait.await(result, call, () -> {});
        }
    }

    private static <T> CompletableFuture<T> begin(String name, Call call, Query<T> query) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(query, call, result), "ingot-console-" + name);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static <T> void complete(Query<T> query, Call call, CompletableFuture<T> result) {
        try {
            result.complete(query.run(call));
        } catch (ImageException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** A call to a service. */
    interface Query<T> {
        T run(Call call) throws ImageException;
    }
}

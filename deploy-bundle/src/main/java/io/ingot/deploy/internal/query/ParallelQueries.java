// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.query;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs queries in parallel, each on its own thread, which ends with the query. */
public final class ParallelQueries {
    /**
     * A query.
     *
     * @param <A> the type of its answer
     */
    @FunctionalInterface
    public interface Query<A> {
        /** Runs the query. */
        A run(Call call) throws ImageException;
    }

    /**
     * The outcome of a query: an answer, or a failure.
     *
     * @param <A> the type of the answer
     */
    public sealed interface Outcome<A> {
        /** The query was answered. */
        record Answered<A>(A answer) implements Outcome<A> {}

        /** The query failed. */
        record Failed<A>(ImageException failure) implements Outcome<A> {}
    }

    private ParallelQueries() {}

    /**
     * Runs all queries, and waits until each has ended. If the calling thread is interrupted meanwhile, the queries are
     * cancelled, and the interrupt flag stays set.
     *
     * @param bundle the bundle that answers, for messages
     * @param queries a small number: each takes a thread
     * @throws ImageException if the call ended; with its code
     */
    public static <K, A> Map<K, Outcome<A>> runAll(String bundle, Map<K, Query<A>> queries, Call call)
            throws ImageException {
        call.check();
        try (Call group = call.child()) {
            Map<K, FutureTask<Outcome<A>>> tasks = new LinkedHashMap<>();
            queries.forEach((key, query) -> tasks.put(key, start(bundle, query, group)));
            Map<K, Outcome<A>> outcomes = new LinkedHashMap<>();
            for (Map.Entry<K, FutureTask<Outcome<A>>> task : tasks.entrySet()) {
                outcomes.put(task.getKey(), await(task.getValue(), group));
            }
            group.check();
            return outcomes;
        }
    }

    private static <A> FutureTask<Outcome<A>> start(String bundle, Query<A> query, Call call) {
        FutureTask<Outcome<A>> task = new FutureTask<>(() -> outcome(bundle, query, call));
        Thread thread = new Thread(null, task, "ingot-deploy-ask", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return task;
    }

    private static <A> Outcome<A> outcome(String bundle, Query<A> query, Call call) {
        try {
            return new Outcome.Answered<>(query.run(call));
        } catch (ImageException e) {
            return new Outcome.Failed<>(e);
        } catch (LinkageError e) {
            return new Outcome.Failed<>(bundleLeft(bundle, e));
        }
    }

    /**
     * The failure of a service whose code cannot be linked, since its bundle was updated or refreshed during the query. It
     * does not quote the thrown message, which may contain secrets.
     */
    private static ImageException bundleLeft(String bundle, LinkageError thrown) {
        return new ImageException(
                ErrorCode.UNAVAILABLE,
                "the bundle " + bundle + " was stopped or updated during a call ("
                        + thrown.getClass().getSimpleName() + "); make sure that it is started, then try again");
    }

    private static <A> Outcome<A> await(FutureTask<Outcome<A>> task, Call call) throws ImageException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    call.cancel("the planning thread was interrupted");
                }
            }
        } catch (ExecutionException e) {
            call.cancel("another query failed unexpectedly");
            throw new ImageException(
                    ErrorCode.INTERNAL, "a query for an image failed unexpectedly: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

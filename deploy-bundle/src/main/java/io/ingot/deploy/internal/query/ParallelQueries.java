// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.query;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Questions that are asked at once, each on a thread of its own, which ends with its answer. */
public final class ParallelQueries {
    /**
     * A question.
     *
     * @param <A> its answer
     */
    @FunctionalInterface
    public interface Query<A> {
        /** Asks. */
        A run(Call call) throws ImageException;
    }

    /**
     * What came of a question: an answer, or a failure.
     *
     * @param <A> the answer
     */
    public sealed interface Outcome<A> {
        /** It was answered. */
        record Answered<A>(A answer) implements Outcome<A> {}

        /** It was not. */
        record Failed<A>(ImageException failure) implements Outcome<A> {}
    }

    private ParallelQueries() {}

    /**
     * Asks all of them and waits for every end. A thread that is interrupted meanwhile ends them, and keeps its flag.
     *
     * @param bundle who answers
     * @param questions few: each takes a thread
     * @throws ImageException what ended the call
     */
    public static <K, A> Map<K, Outcome<A>> runAll(String bundle, Map<K, Query<A>> questions, Call call)
            throws ImageException {
        call.check();
        try (Call all = call.child()) {
            Map<K, FutureTask<Outcome<A>>> asked = new LinkedHashMap<>();
            questions.forEach((key, question) -> asked.put(key, start(bundle, question, all)));
            Map<K, Outcome<A>> outcomes = new LinkedHashMap<>();
            for (Map.Entry<K, FutureTask<Outcome<A>>> task : asked.entrySet()) {
                outcomes.put(task.getKey(), await(task.getValue(), all));
            }
            all.check();
            return outcomes;
        }
    }

    private static <A> FutureTask<Outcome<A>> start(String bundle, Query<A> question, Call call) {
        FutureTask<Outcome<A>> task = new FutureTask<>(() -> outcome(bundle, question, call));
        Thread thread = new Thread(null, task, "ingot-deploy-ask", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return task;
    }

    private static <A> Outcome<A> outcome(String bundle, Query<A> question, Call call) {
        try {
            return new Outcome.Answered<>(question.run(call));
        } catch (ImageException e) {
            return new Outcome.Failed<>(e);
        } catch (LinkageError e) {
            return new Outcome.Failed<>(bundleLeft(bundle, e));
        }
    }

    /**
     * What it means when the code of a service cannot be linked: its bundle was updated or refreshed while it was asked.
     * Without the message of what was thrown: nobody checked it for secrets.
     */
    private static ImageException bundleLeft(String bundle, LinkageError thrown) {
        return new ImageException(
                ErrorCode.UNAVAILABLE,
                "the bundle " + bundle + " left in the middle of a call ("
                        + thrown.getClass().getSimpleName() + "); see that it is started, then try again");
    }

    private static <A> Outcome<A> await(FutureTask<Outcome<A>> task, Call call) throws ImageException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    call.cancel("the thread that planned was interrupted");
                }
            }
        } catch (ExecutionException e) {
            call.cancel("another question failed by a defect");
            throw new ImageException(ErrorCode.INTERNAL, "asking for an image failed by a defect: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.CallPause;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Limits and delays the repetitions of failed work. The pause doubles with each fruitless attempt, with jitter, so that
 * clients that failed together do not return together. Not safe for concurrent use.
 */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final RetrySettings settings;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private int fruitless;
    private int failures;
    private long fruitlessSince;

    /**
     * Creates a backoff without failures.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public Backoff(RetrySettings settings, RandomGenerator random, LongSupplier nanos) {
        this.settings = settings;
        this.random = random;
        this.nanos = nanos;
        this.fruitlessSince = nanos.getAsLong();
    }

    /** A call to the resolver. */
    @FunctionalInterface
    public interface ResolverQuery<T> {
        /** Makes the call; {@link ResolverHolder#isAway} recognises the failure if there is no resolver. */
        T run() throws ImageException;
    }

    /** A wait whose time does not count as fruitless. */
    @FunctionalInterface
    interface Wait {
        void await() throws ImageException;
    }

    /** Waits without counting the time as fruitless; returns the nanoseconds that it took. */
    long excludingWait(Wait wait) throws ImageException {
        long began = nanos.getAsLong();
        wait.await();
        long took = nanos.getAsLong() - began;
        fruitlessSince += took;
        return took;
    }

    /** Repeats a call, after pauses, until there is a resolver. */
    public <T> T retryWhileResolverAway(Call call, ResolverQuery<T> query) throws ImageException {
        while (true) {
            try {
                return query.run();
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                if (!ResolverHolder.isAway(e)) {
                    throw e;
                }
                countFailure(e);
                pause(call, e);
            }
        }
    }

    /** Records progress: the next pause is the shortest again. */
    public void recordProgress() {
        fruitless = 0;
        fruitlessSince = nanos.getAsLong();
    }

    /** Returns how many attempts are left without progress. */
    public int attemptsLeft() {
        return Math.max(1, settings.attempts() - fruitless + 1);
    }

    /**
     * Counts a failure.
     *
     * @throws ImageException the failure, if there were too many
     */
    public void countFailure(ImageException failure) throws ImageException {
        failures++;
        if (failures > settings.maxFailures()) {
            throw givenUp(failure);
        }
    }

    /**
     * Waits before the next attempt, at least as long as {@link ImageException#retryAfter}, at most the longest pause.
     *
     * @throws ImageException the failure, if there were too many or if no byte came for too long; or the end of the
     *     call
     */
    public void pause(Call call, ImageException failure) throws ImageException {
        fruitless++;
        Duration pause = pauseAfter(fruitless, failure);
        if (fruitless > settings.attempts() || fruitlessTimeAfter(pause).compareTo(settings.limit()) > 0) {
            throw givenUp(failure);
        }
        CallPause.of(pause, call);
    }

    private Duration fruitlessTimeAfter(Duration pause) {
        return Duration.ofNanos(nanos.getAsLong() - fruitlessSince).plus(pause);
    }

    /** Returns the pause after a number of failures in a row. */
    Duration pauseAfter(int failed, ImageException failure) {
        long doubled = settings.pause().toMillis() << Math.min(failed - 1, MAX_DOUBLINGS);
        Duration maxPause = settings.maxPause();
        long bounded = Math.min(maxPause.toMillis(), Math.max(1, doubled));
        long jittered = bounded / 2 + random.nextLong(bounded / 2 + 1);
        Duration requested = failure.retryAfter().orElse(Duration.ZERO);
        return requested.compareTo(maxPause) >= 0
                ? maxPause
                : Duration.ofMillis(Math.max(jittered, requested.toMillis()));
    }

    private ImageException givenUp(ImageException failure) {
        if (failures <= 1) {
            return failure;
        }
        List<String> details = new ArrayList<>(failure.details());
        details.add("given up after " + failures + " attempts");
        return failure.withDetails(details);
    }
}

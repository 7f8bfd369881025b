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
 * How often and after which pauses something is repeated: the pause doubles with each attempt that brought nothing, and
 * varies, so that those who failed together do not come back together. Used by one thread.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final RetrySettings settings;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private int fruitless;
    private int failures;
    private long fruitlessSince;

    /**
     * Nothing has failed yet.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public Backoff(RetrySettings settings, RandomGenerator random, LongSupplier nanos) {
        this.settings = settings;
        this.random = random;
        this.nanos = nanos;
        this.fruitlessSince = nanos.getAsLong();
    }

    /** Something that is asked of the door. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks; {@linkplain ResolverHolder#isAway fails so} while there is no resolver. */
        T ask() throws ImageException;
    }

    /** Something that is waited for. */
    @FunctionalInterface
    interface Wait {
        void end() throws ImageException;
    }

    /** Waits for others, whose time is not fruitless; returns the nanoseconds that it took. */
    long excusing(Wait wait) throws ImageException {
        long began = nanos.getAsLong();
        wait.end();
        long took = nanos.getAsLong() - began;
        fruitlessSince += took;
        return took;
    }

    /** Asks again, after pauses, as long as there is no resolver. */
    public <T> T untilAnswered(Call call, Question<T> question) throws ImageException {
        while (true) {
            try {
                return question.ask();
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                if (!ResolverHolder.isAway(e)) {
                    throw e;
                }
                count(e);
                pause(call, e);
            }
        }
    }

    /** The last attempt brought something: the next pause is the shortest again. */
    public void progress() {
        fruitless = 0;
        fruitlessSince = nanos.getAsLong();
    }

    /** How many attempts may be made from now on without progress. */
    public int left() {
        return Math.max(1, settings.attempts() - fruitless + 1);
    }

    /**
     * Counts a failure that is followed by another attempt at once.
     *
     * @throws ImageException the failure, if there were too many
     */
    public void count(ImageException failure) throws ImageException {
        failures++;
        if (failures > settings.atMost()) {
            throw givenUp(failure);
        }
    }

    /**
     * Waits before the next attempt, at least as long as the failure says, within the longest pause.
     *
     * @throws ImageException the failure, if there were too many or nothing came for too long; or the end of the call
     */
    public void pause(Call call, ImageException failure) throws ImageException {
        fruitless++;
        Duration pause = length(fruitless, failure);
        if (fruitless > settings.attempts() || fruitlessAfter(pause).compareTo(settings.limit()) > 0) {
            throw givenUp(failure);
        }
        CallPause.of(pause, call);
    }

    private Duration fruitlessAfter(Duration pause) {
        return Duration.ofNanos(nanos.getAsLong() - fruitlessSince).plus(pause);
    }

    /** The pause after so many failures in a row. */
    Duration length(int failed, ImageException failure) {
        long doubled = settings.pause().toMillis() << Math.min(failed - 1, MOST_DOUBLINGS);
        Duration longestPause = settings.longestPause();
        long longest = longestPause.toMillis();
        long bounded = Math.min(longest, Math.max(1, doubled));
        long varied = bounded / 2 + random.nextLong(bounded / 2 + 1);
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(longestPause) >= 0
                ? longestPause
                : Duration.ofMillis(Math.max(varied, asked.toMillis()));
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

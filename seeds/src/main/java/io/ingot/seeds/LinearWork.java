// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Checks that work is linear in its input, by counting steps instead of measuring time. */
public final class LinearWork {
    private static final int MAX_STEPS_PER_CHARACTER = 2_000;
    private static final int SLACK = 256;
    private static final long STOPPED = Long.MAX_VALUE;

    private LinearWork() {}

    /**
     * Fails unless twice the input takes at most about twice the steps.
     *
     * @param input creates an input of about a number of characters
     * @param work reads the input
     */
    public static void assertLinear(String what, IntFunction<String> input, Consumer<CharSequence> work) {
        int size = 512;
        long once = steps(input.apply(size), work);
        long twice = steps(input.apply(2 * size), work);
        if (grows(once, twice)) {
            throw new AssertionError(what + ": " + once + " steps, and " + twice + " for twice the input");
        }
    }

    /**
     * Fails unless twice the input takes at most about twice the allocated memory, released memory included: where
     * texts and lists are copied, the allocated bytes are the steps.
     *
     * @param size the size of the smaller input
     * @param work creates the work for an input of a size
     */
    public static void assertLinearMemory(String what, int size, IntFunction<Runnable> work) {
        work.apply(64).run(); // loads classes
        long once = bytes(work.apply(size));
        long twice = bytes(work.apply(2 * size));
        if (grows(once, twice - (1 << 16))) {
            throw new AssertionError(what + ": " + once + " bytes, and " + twice + " for twice the input");
        }
    }

    private static long bytes(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Whether the steps for an input, and for twice that input, grow faster than linearly. */
    static boolean grows(long once, long twice) {
        return twice == STOPPED || twice > once * 5 / 2 + SLACK;
    }

    /** Counts the steps of work; returns {@link #STOPPED} if they exceed the limit. */
    static long steps(String input, Consumer<CharSequence> work) {
        CountedText text = new CountedText(input, (long) MAX_STEPS_PER_CHARACTER * input.length());
        try {
            work.accept(text);
            return text.steps();
        } catch (CountedText.TooManySteps e) {
            return STOPPED;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Says whether work grows with its input, and no faster; counted in steps, never in time. */
public final class LinearWork {
    private static final int MOST_PER_CHARACTER = 2_000;
    private static final int SLACK = 256;
    private static final long STOPPED = Long.MAX_VALUE;

    private LinearWork() {}

    /**
     * Fails unless twice the input takes about twice the steps, at most.
     *
     * @param input makes an input of about so many characters
     * @param work reads it
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
     * Fails unless twice the input takes about twice the memory, at most, all that is dropped again included: where texts and
     * lists are copied piece by piece, the bytes are the steps.
     *
     * @param size of the smaller input
     * @param work makes work on an input of such a size
     */
    public static void assertLinearMemory(String what, int size, IntFunction<Runnable> work) {
        work.apply(64).run(); // classes are loaded, and tables made
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

    /** Whether so many steps for an input, and for twice as much, are more than its share. */
    static boolean grows(long once, long twice) {
        return twice == STOPPED || twice > once * 5 / 2 + SLACK;
    }

    /** The steps of some work; more than there can be if it was stopped. */
    static long steps(String input, Consumer<CharSequence> work) {
        CountedText text = new CountedText(input, (long) MOST_PER_CHARACTER * input.length());
        try {
            work.accept(text);
            return text.steps();
        } catch (CountedText.TooManySteps e) {
            return STOPPED;
        }
    }
}

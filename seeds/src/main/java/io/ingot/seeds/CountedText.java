// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

/** A text that counts how often its characters are read: the steps of the code that reads it. */
public final class CountedText implements CharSequence {
    private final CharSequence text;
    private final long limit;
    private final long[] steps;

    /**
     * Creates a text.
     *
     * @param limit the number of steps after which reading throws {@link TooManySteps}
     */
    public CountedText(CharSequence text, long limit) {
        this(text, limit, new long[1]);
    }

    private CountedText(CharSequence text, long limit, long[] steps) {
        this.text = text;
        this.limit = limit;
        this.steps = steps;
    }

    /** Returns the number of steps so far, those in subsequences included. */
    public long steps() {
        return steps[0];
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        count(1);
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new CountedText(text.subSequence(start, end), limit, steps);
    }

    /** Returns the text; counts a step for each character. */
    @Override
    public String toString() {
        count(text.length());
        return text.toString();
    }

    private void count(long more) {
        steps[0] += more;
        if (steps[0] > limit) {
            throw new TooManySteps();
        }
    }

    /** Thrown after more steps than linear work takes. */
    public static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManySteps() {
            super("too many steps", null, false, false);
        }
    }
}

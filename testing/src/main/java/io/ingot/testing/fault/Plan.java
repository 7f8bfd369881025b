// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An image, a server, what it does wrong, and what is asked of it: all of it follows from the seed.
 *
 * <p>Without a wanted checksum some lies cannot be told from the truth by anybody: an equal strong tag with other bytes,
 * a byte that is wrong, a length that is too short and that nothing contradicts. Such a lie is in no plan without one.
 *
 * @param size of the image, in bytes
 * @param otherSize of the one that takes its place if the server has another
 * @param tellsSize whether HEAD has a length
 * @param store whether the image may be kept
 * @param again whether it is fetched a second time
 * @param occupied whether something stands at the destination
 * @param faults of one answer after the other
 * @param eternal whether the last fault comes again and again
 */
public record Plan(
        long seed,
        int size,
        int otherSize,
        Validator validator,
        Framing framing,
        boolean oldProtocol,
        Head head,
        boolean tellsSize,
        boolean ranges,
        boolean redirected,
        Wanted wanted,
        int segments,
        boolean store,
        boolean again,
        boolean occupied,
        List<Fault> faults,
        boolean eternal) {
    /** By what the server tells versions apart. */
    public enum Validator {
        STRONG_TAG,
        WEAK_TAG,
        DATE,
        NONE
    }

    /** How the end of a body is told. */
    public enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    /** What becomes of a HEAD. */
    public enum Head {
        ANSWERED,
        FORBIDDEN,
        UNKNOWN
    }

    /** What the caller compares the bytes with. */
    public enum Wanted {
        NOTHING,
        MD5,
        SHA256
    }

    /**
     * A misdeed and where it happens.
     *
     * @param where from 0 to 1, of what is sent, or of the ways to do it
     */
    public record Fault(Misdeed misdeed, double where) {
        /** One of these. */
        @SafeVarargs
        final <T> T choose(T... ways) {
            return ways[at(ways.length - 1)];
        }

        /** A number from 0 to the length, included. */
        int at(int length) {
            return (int) (where * (length + 1));
        }

        @Override
        public String toString() {
            return misdeed + "@" + where;
        }
    }

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int LARGEST = 600_000;
    private static final int MOST_FAULTS = 7;
    private static final int LEAST_OF_SEGMENTS = 4 << 20;
    private static final int SPREAD_OF_SEGMENTS = 2 << 20;
    /** To HEAD and to the first GET. */
    private static final int HONEST_ANSWERS = 2;

    private static final Set<Misdeed> LIES_ABOUT_BYTES = EnumSet.of(Misdeed.WRONG_BYTE, Misdeed.SHIFTED);
    private static final Set<Misdeed> LIES_ABOUT_SIZE = EnumSet.of(Misdeed.SHORT_LENGTH, Misdeed.UNSATISFIABLE);
    private static final Set<Misdeed> GO_ON_AFTER_THE_END = EnumSet.of(Misdeed.LEFTOVERS, Misdeed.SECOND_ANSWER);
    /** A coded form has another one, a HEAD that is forbidden has the GET tell it, and some garbage is an answer. */
    private static final Set<Misdeed> HIDE_THE_SIZE =
            EnumSet.of(Misdeed.GZIP, Misdeed.CALLED_GZIP, Misdeed.FORBIDDEN, Misdeed.GARBAGE);
    /**
     * A HEAD that fails so tells no size. Where the GET that decides then does not either, HEAD is asked once more: if that
     * is lost, too, or all answers from there on lie alike, nothing contradicts the lie.
     */
    private static final Set<Misdeed> LOSE_THE_SIZE = EnumSet.of(
            Misdeed.CUT,
            Misdeed.RESET,
            Misdeed.STALL,
            Misdeed.GARBLED_LENGTH,
            Misdeed.UNASKED_PART,
            Misdeed.MULTIPART,
            Misdeed.UNSATISFIABLE,
            Misdeed.REDIRECTS_IN_A_CIRCLE,
            Misdeed.BUSY,
            Misdeed.MISSING,
            Misdeed.NOT_MODIFIED,
            Misdeed.ODD_STATUS,
            Misdeed.HEADER_FLOOD,
            Misdeed.INTERIM_FLOOD,
            Misdeed.PAGE);

    private static final int HEADS = 2;

    /** The plan of a seed. */
    public static Plan of(long seed) {
        Random random = new Random(seed * SPREAD); // the first numbers of neighbouring seeds are nearly alike
        int size = size(random);
        Framing framing = pick(random, Framing.values());
        boolean eternal = random.nextInt(6) == 0;
        Plan plan = new Plan(
                seed,
                size,
                random.nextBoolean() ? size : size(random),
                pick(random, Validator.values()),
                framing,
                framing != Framing.CHUNKED && random.nextInt(4) == 0,
                random.nextInt(3) > 0 ? Head.ANSWERED : pick(random, Head.values()),
                random.nextInt(4) > 0,
                random.nextInt(5) > 0,
                random.nextInt(4) == 0,
                pick(random, Wanted.values()),
                random.nextBoolean() ? 1 : 4,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextBoolean(),
                faults(random, eternal),
                eternal);
        return plan.withoutHiddenLies();
    }

    /** The plan of a seed for an image of a few MiB, which may be read over several connections and begins honestly. */
    public static Plan ofSegments(long seed) {
        Plan small = of(seed);
        Random random = new Random(~seed * SPREAD);
        List<Fault> faults = new ArrayList<>(Collections.nCopies(HONEST_ANSWERS, new Fault(Misdeed.NONE, 0)));
        faults.addAll(faults(random, small.eternal));
        int size = LEAST_OF_SEGMENTS + random.nextInt(SPREAD_OF_SEGMENTS);
        Plan plan = new Plan(
                seed,
                size,
                random.nextBoolean() ? size : LEAST_OF_SEGMENTS + random.nextInt(SPREAD_OF_SEGMENTS),
                Validator.STRONG_TAG,
                small.framing,
                false,
                Head.ANSWERED,
                true,
                true,
                false,
                small.wanted,
                4,
                small.store,
                false,
                small.occupied,
                faults,
                small.eternal);
        return plan.withoutHiddenLies();
    }

    /** Whether it is large enough for several connections. */
    public boolean segmented() {
        return size >= LEAST_OF_SEGMENTS;
    }

    /** Whether the bytes are compared with something. */
    public boolean compared() {
        return wanted != Wanted.NOTHING;
    }

    /** Whether an image may be larger than any may be. */
    public boolean endless() {
        return faults.stream().anyMatch(fault -> fault.misdeed() == Misdeed.ENDLESS);
    }

    /** Whether a length may be garbled into one of twenty digits. */
    public boolean claimsMoreThanAnyDiskHolds() {
        return faults.stream().anyMatch(fault -> fault.misdeed() == Misdeed.GARBLED_LENGTH);
    }

    /** The fault of an answer, by its number from 0. */
    public Fault fault(int answer) {
        if (answer < faults.size()) {
            return faults.get(answer);
        }
        return eternal && !faults.isEmpty() ? faults.get(faults.size() - 1) : new Fault(Misdeed.NONE, 0);
    }

    private Plan withoutHiddenLies() {
        List<Fault> visible = new ArrayList<>();
        int lost = 0;
        for (Fault fault : faults) {
            boolean forEver = eternal && visible.size() == faults.size() - 1;
            Fault shown = visible(fault, sizeIsSure() && lost < (forEver ? 1 : HEADS));
            if (LOSE_THE_SIZE.contains(shown.misdeed())) {
                lost++;
                if (forEver) {
                    shown = visible(shown, false);
                }
            }
            visible.add(shown);
        }
        return new Plan(
                seed,
                size,
                otherSize,
                validator,
                framing,
                oldProtocol,
                head,
                tellsSize,
                ranges,
                redirected,
                wanted,
                segments,
                store,
                again,
                occupied,
                List.copyOf(visible),
                eternal);
    }

    /** The fault, or one that can be told from the truth. */
    private Fault visible(Fault fault, boolean sizeIsSure) {
        boolean endIsSure = framing != Framing.CLOSE || sizeIsSure;
        Misdeed misdeed = hidden(fault.misdeed(), sizeIsSure, endIsSure) ? Misdeed.CUT : fault.misdeed();
        boolean hiddenCut = misdeed == Misdeed.CUT && !compared() && !endIsSure;
        return new Fault(hiddenCut ? Misdeed.RESET : misdeed, fault.where());
    }

    private boolean hidden(Misdeed misdeed, boolean sizeIsSure, boolean endIsSure) {
        if (compared()) {
            return false;
        }
        return LIES_ABOUT_BYTES.contains(misdeed)
                || (LIES_ABOUT_SIZE.contains(misdeed) && !sizeIsSure)
                || (GO_ON_AFTER_THE_END.contains(misdeed) && !endIsSure)
                || (misdeed == Misdeed.CHANGES_SILENTLY && validator == Validator.STRONG_TAG);
    }

    private boolean sizeIsSure() {
        return tellsSize
                && head == Head.ANSWERED
                && faults.stream().map(Fault::misdeed).noneMatch(HIDE_THE_SIZE::contains);
    }

    private static List<Fault> faults(Random random, boolean eternal) {
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(MOST_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            Misdeed misdeed = pick(random, Misdeed.values());
            faults.add(new Fault(misdeed, random.nextDouble()));
        }
        if (eternal && count > 0) { // a few bytes each time would be progress for very long
            faults.set(count - 1, new Fault(faults.get(count - 1).misdeed(), 0.5 + random.nextDouble() / 2));
        }
        return faults;
    }

    private static int size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(2);
            case 1 -> 1 << (10 + random.nextInt(9));
            default -> random.nextInt(LARGEST);
        };
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}

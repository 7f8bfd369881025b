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
public record FaultPlan(
        long seed,
        int size,
        int otherSize,
        Validator validator,
        Framing framing,
        boolean oldProtocol,
        Head head,
        boolean headHasLength,
        boolean ranges,
        boolean redirected,
        ExpectedDigest expectedDigest,
        int segments,
        boolean store,
        boolean fetchedTwice,
        boolean destinationExists,
        List<Fault> faults,
        boolean repeatsLast) {
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
    public enum ExpectedDigest {
        NOTHING,
        MD5,
        SHA256
    }

    /**
     * A misdeed and where it happens.
     *
     * @param where from 0 to 1, of what is sent, or of the ways to do it
     */
    public record Fault(FaultType type, double position) {
        /** One of these. */
        @SafeVarargs
        final <T> T choose(T... ways) {
            return ways[at(ways.length - 1)];
        }

        /** A number from 0 to the length, included. */
        int at(int length) {
            return (int) (position * (length + 1));
        }

        @Override
        public String toString() {
            return type + "@" + position;
        }
    }

    private static final long SEED_MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int MAX_SIZE = 600_000;
    private static final int MAX_FAULTS = 7;
    private static final int MIN_SEGMENTED_SIZE = 4 << 20;
    private static final int SEGMENTED_SIZE_RANGE = 2 << 20;
    /** To HEAD and to the first GET. */
    private static final int CORRECT_RESPONSES = 2;

    private static final Set<FaultType> WRONG_BYTES = EnumSet.of(FaultType.WRONG_BYTE, FaultType.SHIFTED);
    private static final Set<FaultType> WRONG_SIZE = EnumSet.of(FaultType.SHORT_LENGTH, FaultType.UNSATISFIABLE);
    private static final Set<FaultType> TRAILING_BYTES = EnumSet.of(FaultType.LEFTOVERS, FaultType.SECOND_ANSWER);
    /** A coded form has another one, a HEAD that is forbidden has the GET tell it, and some garbage is an answer. */
    private static final Set<FaultType> HIDES_SIZE =
            EnumSet.of(FaultType.GZIP, FaultType.FALSE_GZIP, FaultType.FORBIDDEN, FaultType.GARBAGE);
    /**
     * A HEAD that fails so tells no size. Where the GET that decides then does not either, HEAD is asked once more: if that
     * is lost, too, or all answers from there on lie alike, nothing contradicts the lie.
     */
    private static final Set<FaultType> LOSES_SIZE = EnumSet.of(
            FaultType.CUT,
            FaultType.RESET,
            FaultType.STALL,
            FaultType.GARBLED_LENGTH,
            FaultType.UNREQUESTED_PART,
            FaultType.MULTIPART,
            FaultType.UNSATISFIABLE,
            FaultType.REDIRECTS_IN_A_CIRCLE,
            FaultType.BUSY,
            FaultType.MISSING,
            FaultType.NOT_MODIFIED,
            FaultType.ODD_STATUS,
            FaultType.HEADER_FLOOD,
            FaultType.INTERIM_FLOOD,
            FaultType.PAGE);

    private static final int MAX_HEADS = 2;

    /** The plan of a seed. */
    public static FaultPlan of(long seed) {
        Random random = new Random(seed * SEED_MULTIPLIER); // the first numbers of neighbouring seeds are nearly alike
        int size = size(random);
        Framing framing = pick(random, Framing.values());
        boolean eternal = random.nextInt(6) == 0;
        FaultPlan plan = new FaultPlan(
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
                pick(random, ExpectedDigest.values()),
                random.nextBoolean() ? 1 : 4,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextBoolean(),
                faults(random, eternal),
                eternal);
        return plan.withoutUndetectableFaults();
    }

    /** The plan of a seed for an image of a few MiB, which may be read over several connections and begins honestly. */
    public static FaultPlan ofSegments(long seed) {
        FaultPlan small = of(seed);
        Random random = new Random(~seed * SEED_MULTIPLIER);
        List<Fault> faults = new ArrayList<>(Collections.nCopies(CORRECT_RESPONSES, new Fault(FaultType.NONE, 0)));
        faults.addAll(faults(random, small.repeatsLast));
        int size = MIN_SEGMENTED_SIZE + random.nextInt(SEGMENTED_SIZE_RANGE);
        FaultPlan plan = new FaultPlan(
                seed,
                size,
                random.nextBoolean() ? size : MIN_SEGMENTED_SIZE + random.nextInt(SEGMENTED_SIZE_RANGE),
                Validator.STRONG_TAG,
                small.framing,
                false,
                Head.ANSWERED,
                true,
                true,
                false,
                small.expectedDigest,
                4,
                small.store,
                false,
                small.destinationExists,
                faults,
                small.repeatsLast);
        return plan.withoutUndetectableFaults();
    }

    /** Whether it is large enough for several connections. */
    public boolean isSegmented() {
        return size >= MIN_SEGMENTED_SIZE;
    }

    /** Whether the bytes are compared with something. */
    public boolean isVerified() {
        return expectedDigest != ExpectedDigest.NOTHING;
    }

    /** Whether an image may be larger than any may be. */
    public boolean hasEndlessBody() {
        return faults.stream().anyMatch(fault -> fault.type() == FaultType.ENDLESS);
    }

    /** Whether a length may be garbled into one of twenty digits. */
    public boolean mayClaimHugeLength() {
        return faults.stream().anyMatch(fault -> fault.type() == FaultType.GARBLED_LENGTH);
    }

    /** The fault of an answer, by its number from 0. */
    public Fault fault(int answer) {
        if (answer < faults.size()) {
            return faults.get(answer);
        }
        return repeatsLast && !faults.isEmpty() ? faults.get(faults.size() - 1) : new Fault(FaultType.NONE, 0);
    }

    private FaultPlan withoutUndetectableFaults() {
        List<Fault> visible = new ArrayList<>();
        int lost = 0;
        for (Fault fault : faults) {
            boolean forEver = repeatsLast && visible.size() == faults.size() - 1;
            Fault shown = detectable(fault, isSizeKnown() && lost < (forEver ? 1 : MAX_HEADS));
            if (LOSES_SIZE.contains(shown.type())) {
                lost++;
                if (forEver) {
                    shown = detectable(shown, false);
                }
            }
            visible.add(shown);
        }
        return new FaultPlan(
                seed,
                size,
                otherSize,
                validator,
                framing,
                oldProtocol,
                head,
                headHasLength,
                ranges,
                redirected,
                expectedDigest,
                segments,
                store,
                fetchedTwice,
                destinationExists,
                List.copyOf(visible),
                repeatsLast);
    }

    /** The fault, or one that can be told from the truth. */
    private Fault detectable(Fault fault, boolean sizeIsSure) {
        boolean endIsSure = framing != Framing.CLOSE || sizeIsSure;
        FaultType misdeed = isUndetectable(fault.type(), sizeIsSure, endIsSure) ? FaultType.CUT : fault.type();
        boolean hiddenCut = misdeed == FaultType.CUT && !isVerified() && !endIsSure;
        return new Fault(hiddenCut ? FaultType.RESET : misdeed, fault.position());
    }

    private boolean isUndetectable(FaultType misdeed, boolean sizeIsSure, boolean endIsSure) {
        if (isVerified()) {
            return false;
        }
        return WRONG_BYTES.contains(misdeed)
                || (WRONG_SIZE.contains(misdeed) && !sizeIsSure)
                || (TRAILING_BYTES.contains(misdeed) && !endIsSure)
                || (misdeed == FaultType.CHANGES_SILENTLY && validator == Validator.STRONG_TAG);
    }

    private boolean isSizeKnown() {
        return headHasLength
                && head == Head.ANSWERED
                && faults.stream().map(Fault::type).noneMatch(HIDES_SIZE::contains);
    }

    private static List<Fault> faults(Random random, boolean eternal) {
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(MAX_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            FaultType misdeed = pick(random, FaultType.values());
            faults.add(new Fault(misdeed, random.nextDouble()));
        }
        if (eternal && count > 0) { // a few bytes each time would be progress for very long
            faults.set(count - 1, new Fault(faults.get(count - 1).type(), 0.5 + random.nextDouble() / 2));
        }
        return faults;
    }

    private static int size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(2);
            case 1 -> 1 << (10 + random.nextInt(9));
            default -> random.nextInt(MAX_SIZE);
        };
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}

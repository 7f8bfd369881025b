// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An image, a server with its faults, and a fetch. All follow from the seed.
 *
 * <p>Without an expected checksum, a client cannot detect some faults: other bytes under an equal strong tag, a wrong byte,
 * or a length that is too short if no other response contradicts it. Plans without a checksum do not have such faults.
 *
 * @param size the size of the image in bytes
 * @param otherSize the size of the image that replaces it, if any
 * @param headHasLength whether a response to HEAD has a length
 * @param store whether the fetch may use the store
 * @param fetchedTwice whether the image is fetched a second time
 * @param destinationExists whether the destination exists
 * @param faults the faults of successive responses
 * @param repeatsLast whether the last fault repeats forever
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
    /** The validator of the server's responses. */
    public enum Validator {
        STRONG_TAG,
        WEAK_TAG,
        DATE,
        NONE
    }

    /** How the end of a body is marked. */
    public enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    /** How the server responds to HEAD. */
    public enum Head {
        ANSWERED,
        FORBIDDEN,
        UNKNOWN
    }

    /** The checksum that the caller expects. */
    public enum ExpectedDigest {
        NOTHING,
        MD5,
        SHA256
    }

    /**
     * A fault.
     *
     * @param type its type
     * @param position from 0 to 1: its place in the response, or the choice of a variant
     */
    public record Fault(FaultType type, double position) {
        /** Chooses one of some variants. */
        @SafeVarargs
        final <T> T choose(T... variants) {
            return variants[at(variants.length - 1)];
        }

        /** A number from 0 to {@code length}, inclusive. */
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
    /** Those to HEAD and to the first GET. */
    private static final int CORRECT_RESPONSES = 2;

    private static final Set<FaultType> WRONG_BYTES = EnumSet.of(FaultType.WRONG_BYTE, FaultType.SHIFTED);
    private static final Set<FaultType> WRONG_SIZE = EnumSet.of(FaultType.SHORT_LENGTH, FaultType.UNSATISFIABLE);
    private static final Set<FaultType> TRAILING_BYTES = EnumSet.of(FaultType.LEFTOVERS, FaultType.SECOND_ANSWER);
    /** Faults after which the size is unknown: a coded form has another size, after a forbidden HEAD the GET decides. */
    private static final Set<FaultType> HIDES_SIZE =
            EnumSet.of(FaultType.GZIP, FaultType.FALSE_GZIP, FaultType.FORBIDDEN, FaultType.GARBAGE);
    /**
     * Faults of a HEAD that leave the size unknown. If the GET does not have it either, HEAD is sent once more. If that fails
     * as well, or all further responses have the same fault, no response contradicts a wrong size.
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

    /** Creates the plan of a seed. */
    public static FaultPlan of(long seed) {
        Random random = new Random(seed * SEED_MULTIPLIER); // the first numbers of neighbouring seeds are nearly equal
        int size = size(random);
        Framing framing = pick(random, Framing.values());
        boolean repeatsLast = random.nextInt(6) == 0;
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
                faults(random, repeatsLast),
                repeatsLast);
        return plan.withoutUndetectableFaults();
    }

    /** Creates a plan for an image of a few MiB, which can be read over several connections and starts without faults. */
    public static FaultPlan ofSegments(long seed) {
        FaultPlan base = of(seed);
        Random random = new Random(~seed * SEED_MULTIPLIER);
        List<Fault> faults = new ArrayList<>(Collections.nCopies(CORRECT_RESPONSES, new Fault(FaultType.NONE, 0)));
        faults.addAll(faults(random, base.repeatsLast));
        int size = MIN_SEGMENTED_SIZE + random.nextInt(SEGMENTED_SIZE_RANGE);
        FaultPlan plan = new FaultPlan(
                seed,
                size,
                random.nextBoolean() ? size : MIN_SEGMENTED_SIZE + random.nextInt(SEGMENTED_SIZE_RANGE),
                Validator.STRONG_TAG,
                base.framing,
                false,
                Head.ANSWERED,
                true,
                true,
                false,
                base.expectedDigest,
                4,
                base.store,
                false,
                base.destinationExists,
                faults,
                base.repeatsLast);
        return plan.withoutUndetectableFaults();
    }

    /** Whether the image is large enough for several connections. */
    public boolean isSegmented() {
        return size >= MIN_SEGMENTED_SIZE;
    }

    /** Whether the caller expects a checksum. */
    public boolean isVerified() {
        return expectedDigest != ExpectedDigest.NOTHING;
    }

    /** Whether a response may be endless. */
    public boolean hasEndlessBody() {
        return faults.stream().anyMatch(fault -> fault.type() == FaultType.ENDLESS);
    }

    /** Whether a response may declare a length of twenty digits. */
    public boolean mayClaimHugeLength() {
        return faults.stream().anyMatch(fault -> fault.type() == FaultType.GARBLED_LENGTH);
    }

    /** The fault of a response, by its index. */
    public Fault fault(int index) {
        if (index < faults.size()) {
            return faults.get(index);
        }
        return repeatsLast && !faults.isEmpty() ? faults.get(faults.size() - 1) : new Fault(FaultType.NONE, 0);
    }

    private FaultPlan withoutUndetectableFaults() {
        List<Fault> detectable = new ArrayList<>();
        int lost = 0;
        for (Fault fault : faults) {
            boolean repeats = repeatsLast && detectable.size() == faults.size() - 1;
            Fault replaced = detectable(fault, isSizeKnown() && lost < (repeats ? 1 : MAX_HEADS));
            if (LOSES_SIZE.contains(replaced.type())) {
                lost++;
                if (repeats) {
                    replaced = detectable(replaced, false);
                }
            }
            detectable.add(replaced);
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
                List.copyOf(detectable),
                repeatsLast);
    }

    /** The fault, or a detectable one in its place. */
    private Fault detectable(Fault fault, boolean isSizeKnown) {
        boolean isEndKnown = framing != Framing.CLOSE || isSizeKnown;
        FaultType type = isUndetectable(fault.type(), isSizeKnown, isEndKnown) ? FaultType.CUT : fault.type();
        boolean isUndetectableCut = type == FaultType.CUT && !isVerified() && !isEndKnown;
        return new Fault(isUndetectableCut ? FaultType.RESET : type, fault.position());
    }

    private boolean isUndetectable(FaultType type, boolean isSizeKnown, boolean isEndKnown) {
        if (isVerified()) {
            return false;
        }
        return WRONG_BYTES.contains(type)
                || (WRONG_SIZE.contains(type) && !isSizeKnown)
                || (TRAILING_BYTES.contains(type) && !isEndKnown)
                || (type == FaultType.CHANGES_SILENTLY && validator == Validator.STRONG_TAG);
    }

    private boolean isSizeKnown() {
        return headHasLength
                && head == Head.ANSWERED
                && faults.stream().map(Fault::type).noneMatch(HIDES_SIZE::contains);
    }

    private static List<Fault> faults(Random random, boolean repeatsLast) {
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(MAX_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            FaultType type = pick(random, FaultType.values());
            faults.add(new Fault(type, random.nextDouble()));
        }
        if (repeatsLast && count > 0) { // a few bytes in each attempt would make progress for too long
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

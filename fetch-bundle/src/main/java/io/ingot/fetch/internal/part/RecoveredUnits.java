// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.source.Provenance;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal says of the bytes that an earlier process left: none of it is trusted before it was compared. */
final class RecoveredUnits {
    private final @Nullable Provenance origin;
    private final BitSet units = new BitSet();
    private long[] digests = new long[0];
    private long validBytes;

    /** None yet. */
    RecoveredUnits(@Nullable Provenance origin) {
        this.origin = origin;
    }

    /** Where they came from; absent if from several origins that only a digest holds together. */
    Optional<Provenance> origin() {
        return Optional.ofNullable(origin);
    }

    /** The same ones of several origins. */
    RecoveredUnits mixed() {
        RecoveredUnits mixed = new RecoveredUnits(null);
        mixed.units.or(units);
        mixed.digests = digests;
        mixed.validBytes = validBytes;
        return mixed;
    }

    void add(int unit, long digest) {
        if (unit >= digests.length) {
            digests = Arrays.copyOf(digests, Math.max(unit + 1, digests.length * 2));
        }
        digests[unit] = digest;
        units.set(unit);
    }

    BitSet units() {
        return units;
    }

    long digest(int unit) {
        return digests[unit];
    }

    /** How much of the journal makes sense. */
    long validBytes() {
        return validBytes;
    }

    void validBytes(long bytes) {
        validBytes = bytes;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.source.Provenance;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units that a journal records for an earlier process. They are not trusted until their digests are compared. */
final class RecoveredUnits {
    private final @Nullable Provenance origin;
    private final BitSet units = new BitSet();
    private long[] digests = new long[0];
    private long validBytes;

    /** Creates an empty set of units. */
    RecoveredUnits(@Nullable Provenance origin) {
        this.origin = origin;
    }

    /** Returns where the bytes came from; absent if they have several origins. */
    Optional<Provenance> origin() {
        return Optional.ofNullable(origin);
    }

    /** Returns the same units, with several origins. */
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

    /** Returns the length of the valid beginning of the journal. */
    long validBytes() {
        return validBytes;
    }

    void validBytes(long bytes) {
        validBytes = bytes;
    }
}

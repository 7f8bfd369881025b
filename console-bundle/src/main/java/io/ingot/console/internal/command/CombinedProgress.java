// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.FetchPhase;
import io.ingot.image.client.Progress;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** The combined progress of several fetches. */
final class CombinedProgress {
    private CombinedProgress() {}

    /**
     * Returns the sums of all; the total is known if every total is. While no bytes move, its activity is that of the
     * first fetch that waits for something.
     */
    static Progress of(List<Progress> all) {
        boolean known = all.stream().allMatch(one -> one.total().isPresent());
        return current(all).toBuilder()
                .bytes(sum(all, Progress::bytes), sum(all, Progress::bytesPerSecond))
                .total(known ? OptionalLong.of(sum(all, one -> one.total().orElse(0))) : OptionalLong.empty())
                .segments((int) sum(all, Progress::segments))
                .build();
    }

    private static Progress current(List<Progress> all) {
        Progress moving = Progress.of(FetchPhase.TRANSFERRING);
        return sum(all, Progress::bytesPerSecond) > 0
                ? moving
                : all.stream()
                        .filter(one -> one.activity().isPresent())
                        .findFirst()
                        .orElse(moving);
    }

    private static long sum(List<Progress> all, ToLongFunction<Progress> number) {
        return all.stream().mapToLong(number).sum();
    }
}

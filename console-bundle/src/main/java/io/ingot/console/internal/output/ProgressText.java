// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Progress in words. */
public final class ProgressText {
    private ProgressText() {}

    /** {@code transferring 123.4 MiB of 1.0 GiB, 98.3 MiB/s, 0:09 left, 4 segments}: as much of it as is known. */
    public static String of(Progress progress) {
        StringBuilder text = new StringBuilder(progress.phase().name().toLowerCase(Locale.ROOT));
        if (progress.bytes() > 0 || progress.phase() == Progress.Phase.TRANSFERRING) {
            text.append(' ').append(moves(progress.phase()) ? numbers(progress) : bytes(progress));
        }
        if (progress.retries() > 0) {
            text.append(", attempt ").append(progress.retries() + 1);
        }
        return text.toString();
    }

    /** The same without the phase and failed attempts. */
    public static String numbers(Progress progress) {
        StringBuilder text = new StringBuilder(bytes(progress));
        if (progress.bytesPerSecond() > 0) {
            text.append(", ").append(ByteCount.of(progress.bytesPerSecond())).append("/s");
            progress.remaining()
                    .ifPresent(left -> text.append(", ").append(clock(left)).append(" left"));
        }
        if (progress.segments() > 1) {
            text.append(", ").append(progress.segments()).append(" segments");
        }
        return text.toString();
    }

    /** 0 to 100, if the size is known. */
    static OptionalInt percent(Progress progress) {
        if (progress.total().isEmpty() || progress.total().getAsLong() == 0) {
            return OptionalInt.empty();
        }
        double share = (double) progress.bytes() / progress.total().getAsLong();
        return OptionalInt.of((int) Math.max(0, Math.min(100, share * 100)));
    }

    private static boolean moves(Progress.Phase phase) {
        return phase == Progress.Phase.TRANSFERRING || phase == Progress.Phase.CHECKING;
    }

    private static String bytes(Progress progress) {
        String there = ByteCount.of(progress.bytes());
        return progress.total().isEmpty()
                ? there
                : there + " of " + ByteCount.of(progress.total().getAsLong());
    }

    private static String clock(Duration left) {
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}

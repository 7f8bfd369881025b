// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Progress in words. */
final class ProgressText {
    private ProgressText() {}

    /** {@code 123.4 MiB of 1.0 GiB, 98.3 MiB/s, 0:09 left}: as much of it as is known. */
    static String of(Progress progress) {
        StringBuilder text = new StringBuilder(phase(progress.phase()));
        if (progress.bytes() > 0 || progress.phase() == Progress.Phase.TRANSFERRING) {
            text.append(' ').append(ByteCount.of(progress.bytes()));
            progress.total().ifPresent(total -> text.append(" of ").append(ByteCount.of(total)));
        }
        if (progress.phase() == Progress.Phase.TRANSFERRING && progress.bytesPerSecond() > 0) {
            text.append(", ").append(ByteCount.of(progress.bytesPerSecond())).append("/s");
            progress.remaining()
                    .ifPresent(left -> text.append(", ").append(clock(left)).append(" left"));
        }
        if (progress.retries() > 0) {
            text.append(", attempt ").append(progress.retries() + 1);
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

    private static String phase(Progress.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(Duration left) {
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}

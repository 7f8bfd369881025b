// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.text.Printable;
import io.ingot.image.FetchPhase;
import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Progress in words: as much of it as is known. */
public final class ProgressText {
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private final Progress progress;
    private final Duration lasting;

    /**
     * Of a fetch at one moment.
     *
     * @param lasting for how long it has been doing what it does; not told below a second
     */
    ProgressText(Progress progress, Duration lasting) {
        this.progress = progress;
        this.lasting = lasting;
    }

    /** {@code transferring 123.4 MiB of 1.0 GiB (12%), 98.3 MiB/s, 0:09 left, 4 segments}. */
    public static String of(Progress progress) {
        return new ProgressText(progress, Duration.ZERO).whole();
    }

    /** Bytes, speed and time left alone. */
    public static String numbers(Progress progress) {
        ProgressText text = new ProgressText(progress, Duration.ZERO);
        StringBuilder numbers = new StringBuilder(text.bytes());
        text.rate().ifPresent(rate -> numbers.append(", ").append(rate));
        text.left().ifPresent(left -> numbers.append(", ").append(left));
        text.segments().ifPresent(segments -> numbers.append(", ").append(segments));
        return numbers.toString();
    }

    /** All of it, however long: {@code asking http://mirror/a.img: first byte of the answer, 12 s, attempt 2 of 5 (reset)}. */
    String whole() {
        StringBuilder text = new StringBuilder(phase());
        if (hasBytes()) {
            text.append(' ').append(bytes());
            percent().ifPresent(share -> text.append(" (").append(share).append("%)"));
        }
        if (moves()) {
            rate().ifPresent(rate -> text.append(", ").append(rate));
            left().ifPresent(left -> text.append(", ").append(left));
            segments().ifPresent(segments -> text.append(", ").append(segments));
        }
        activity().ifPresent(what -> text.append(hasBytes() ? ", " : " ").append(what));
        time().ifPresent(time -> text.append(", ").append(time));
        attempt().ifPresent(attempt -> text.append(", attempt ").append(attempt));
        reason().ifPresent(reason -> text.append(" (").append(reason).append(')'));
        return text.toString();
    }

    String phase() {
        return progress.phase().name().toLowerCase(Locale.ROOT);
    }

    /** Whether bytes are worth a word. */
    boolean hasBytes() {
        return progress.bytes() > 0 || progress.phase() == FetchPhase.TRANSFERRING;
    }

    /** Whether bytes go somewhere now, so that their speed means something. */
    boolean moves() {
        return progress.phase() == FetchPhase.TRANSFERRING || progress.phase() == FetchPhase.CHECKING;
    }

    /** {@code 123.4 MiB of 1.0 GiB}. */
    String bytes() {
        String there = ReadableSize.of(progress.bytes());
        OptionalLong total = progress.total();
        return total.isEmpty() ? there : there + " of " + ReadableSize.of(total.getAsLong());
    }

    /** 0 to 100, if the size is known. */
    OptionalInt percent() {
        if (progress.total().isEmpty() || progress.total().getAsLong() == 0) {
            return OptionalInt.empty();
        }
        double share = (double) progress.bytes() / progress.total().getAsLong();
        return OptionalInt.of((int) Math.max(0, Math.min(100, share * 100)));
    }

    Optional<String> rate() {
        long bytes = progress.bytesPerSecond();
        return bytes > 0 ? Optional.of(ReadableSize.of(bytes) + "/s") : Optional.empty();
    }

    /** {@code 0:09 left}. */
    Optional<String> left() {
        return progress.remaining().map(left -> clock(left) + " left");
    }

    Optional<String> segments() {
        return progress.segments() > 1 ? Optional.of(progress.segments() + " segments") : Optional.empty();
    }

    /** What it waits for, harmless to a terminal. */
    Optional<String> activity() {
        return progress.activity().map(Printable::line);
    }

    /** For how long it has waited: bytes that move say more than that. */
    Optional<String> time() {
        boolean waits = !moves() || progress.activity().isPresent();
        return waits && lasting.compareTo(WORTH_A_WORD) >= 0
                ? Optional.of(lasting.toSeconds() < 60 ? lasting.toSeconds() + " s" : clock(lasting))
                : Optional.empty();
    }

    /** {@code 2 of 5}: told of a first attempt only while that is being waited for. */
    Optional<String> attempt() {
        int number = progress.retries() + 1;
        boolean known = progress.attemptLimit().orElse(0) >= number;
        boolean worthAWord = number > 1 || (known && progress.activity().isPresent() && !moves());
        return worthAWord
                ? Optional.of(number + (known ? " of " + progress.attemptLimit().orElseThrow() : ""))
                : Optional.empty();
    }

    /** Why the attempt before failed. */
    Optional<String> reason() {
        return progress.lastFailure().map(Printable::line);
    }

    private static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}

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

/** The progress of a fetch as text, as far as it is known. */
public final class ProgressText {
    private static final Duration MIN_SHOWN_TIME = Duration.ofSeconds(1);

    private final Progress progress;
    private final Duration elapsed;

    /**
     * Creates the text for a fetch at one moment.
     *
     * @param elapsed how long the fetch has been in its current phase; not printed below a second
     */
    ProgressText(Progress progress, Duration elapsed) {
        this.progress = progress;
        this.elapsed = elapsed;
    }

    /** Returns all facts: {@code transferring 123.4 MiB of 1.0 GiB (12%), 98.3 MiB/s, 0:09 left, 4 segments}. */
    public static String of(Progress progress) {
        return new ProgressText(progress, Duration.ZERO).full();
    }

    /** Returns the bytes, rate, remaining time and segments only. */
    public static String numbers(Progress progress) {
        ProgressText text = new ProgressText(progress, Duration.ZERO);
        StringBuilder numbers = new StringBuilder(text.bytes());
        text.rate().ifPresent(rate -> numbers.append(", ").append(rate));
        text.timeLeft().ifPresent(left -> numbers.append(", ").append(left));
        text.segments().ifPresent(segments -> numbers.append(", ").append(segments));
        return numbers.toString();
    }

    /**
     * Returns all facts, at any length: {@code asking http://mirror/a.img: first byte of the answer, 12 s, attempt 2 of
     * 5 (reset)}.
     */
    String full() {
        StringBuilder text = new StringBuilder(phase());
        if (hasBytes()) {
            text.append(' ').append(bytes());
            percent().ifPresent(share -> text.append(" (").append(share).append("%)"));
        }
        if (isMoving()) {
            rate().ifPresent(rate -> text.append(", ").append(rate));
            timeLeft().ifPresent(left -> text.append(", ").append(left));
            segments().ifPresent(segments -> text.append(", ").append(segments));
        }
        activity().ifPresent(activity -> text.append(hasBytes() ? ", " : " ").append(activity));
        waitingTime().ifPresent(time -> text.append(", ").append(time));
        attempt().ifPresent(attempt -> text.append(", attempt ").append(attempt));
        reason().ifPresent(reason -> text.append(" (").append(reason).append(')'));
        return text.toString();
    }

    String phase() {
        return progress.phase().name().toLowerCase(Locale.ROOT);
    }

    /** Whether the number of bytes is printed. */
    boolean hasBytes() {
        return progress.bytes() > 0 || progress.phase() == FetchPhase.TRANSFERRING;
    }

    /** Whether bytes are moving, so that their rate is meaningful. */
    boolean isMoving() {
        return progress.phase() == FetchPhase.TRANSFERRING || progress.phase() == FetchPhase.CHECKING;
    }

    /** {@code 123.4 MiB of 1.0 GiB}. */
    String bytes() {
        String bytes = ReadableSize.of(progress.bytes());
        OptionalLong total = progress.total();
        return total.isEmpty() ? bytes : bytes + " of " + ReadableSize.of(total.getAsLong());
    }

    /** Returns 0 to 100, if the size is known. */
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
    Optional<String> timeLeft() {
        return progress.remaining().map(left -> clock(left) + " left");
    }

    Optional<String> segments() {
        return progress.segments() > 1 ? Optional.of(progress.segments() + " segments") : Optional.empty();
    }

    /** Returns what the fetch waits for, without control characters. */
    Optional<String> activity() {
        return progress.activity().map(Printable::line);
    }

    /** Returns how long the fetch has waited; absent while bytes move, or below a second. */
    Optional<String> waitingTime() {
        boolean isWaiting = !isMoving() || progress.activity().isPresent();
        return isWaiting && elapsed.compareTo(MIN_SHOWN_TIME) >= 0
                ? Optional.of(elapsed.toSeconds() < 60 ? elapsed.toSeconds() + " s" : clock(elapsed))
                : Optional.empty();
    }

    /** Returns the number of the attempt: {@code 2 of 5}. The first one is printed only while it waits. */
    Optional<String> attempt() {
        int number = progress.retries() + 1;
        boolean known = progress.attemptLimit().orElse(0) >= number;
        boolean isShown = number > 1 || (known && progress.activity().isPresent() && !isMoving());
        return isShown
                ? Optional.of(number + (known ? " of " + progress.attemptLimit().orElseThrow() : ""))
                : Optional.empty();
    }

    /** Returns why the previous attempt failed. */
    Optional<String> reason() {
        return progress.lastFailure().map(Printable::line);
    }

    private static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}

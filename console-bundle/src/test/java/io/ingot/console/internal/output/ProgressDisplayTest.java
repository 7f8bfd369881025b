// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.FetchPhase;
import io.ingot.image.client.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {
    private static final Progress HALF = Progress.builder(FetchPhase.TRANSFERRING)
            .bytes(512L << 20, 100L << 20)
            .total(OptionalLong.of(1L << 30))
            .build();
    private static final Progress ASKING = Progress.builder(FetchPhase.ASKING)
            .activity("http://mirror/a.img: first byte of the answer")
            .build();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger width = new AtomicInteger(100);

    private Terminal terminal(Palette colours) {
        return new Terminal(err, err, Palette.PLAIN, colours, true, width::get);
    }

    private ProgressBar bar() {
        return new ProgressBar(terminal(Palette.PLAIN), now::get);
    }

    /** Returns what a bar prints on a terminal with a number of columns. */
    private String shown(int columns, Progress... steps) {
        width.set(columns);
        ProgressBar bar = bar();
        String line = "";
        for (Progress step : steps) {
            printed.reset();
            bar.show(step);
            line = printed().strip();
        }
        return line;
    }

    @Test
    void aBarIsOverwrittenInPlaceAndErasedAtTheEnd() {
        try (ProgressDisplay bar = bar()) {
            bar.show(HALF);
            bar.show(Progress.of(FetchPhase.COMMITTING));
        }

        String[] lines = printed().split("\r", -1);
        assertThat(lines[1])
                .isEqualTo(" 50% [##########----------] transferring 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left");
        assertThat(lines[2]).hasSameSizeAs(lines[1]).startsWith("committing  ");
        assertThat(lines[3]).isBlank();
        assertThat(lines[4]).isEmpty();
        assertThat(printed()).doesNotContain("\n");
    }

    @Test
    void anEmptyBarErasesNothing() {
        bar().close();

        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | 50% [##########----------] 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left",
                "60 | 50% 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left",
                "40 | 50% 512.0 MiB of 1.0 GiB, 0:05 left",
                "20 | 50%, 0:05 left",
                "8 | 50%",
            })
    void aNarrowBarOmitsTheLeastImportantParts(int columns, String line) {
        assertThat(shown(columns, HALF)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | asking http://mirror/a.img: first byte of the answer, attempt 2 of 5 (Connection reset)",
                "80 | asking http://mirror/a.img... byte of the answer, attempt 2 of 5 (Conne...eset)",
                "50 | asking http://m... answer, try 2/5 (Conne...eset)",
                "40 | asking http://mir...the answer, try 2/5",
            })
    void aNarrowBarShowsTheActivity(int columns, String line) {
        assertThat(shown(
                        columns,
                        ASKING.toBuilder()
                                .attemptLimit(5)
                                .retry("Connection reset")
                                .build()))
                .isEqualTo(line);
    }

    @Property
    void aBarNeverReachesTheLastColumn(
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll FetchPhase phase,
            @ForAll String activity,
            @ForAll String failure,
            @ForAll @LongRange(min = 0) long bytes,
            @ForAll boolean known) {
        Progress progress = Progress.builder(phase)
                .activity(activity)
                .bytes(bytes, bytes / 7)
                .total(known ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty())
                .segments(8)
                .attemptLimit(5)
                .retry(failure)
                .build();
        width.set(columns);
        now.set(0);
        ProgressBar bar = bar();
        printed.reset();
        bar.show(progress);
        now.addAndGet(TimeUnit.SECONDS.toNanos(100));
        bar.show(progress);
        bar.close();

        for (String line : printed().split("\r", -1)) {
            assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(Math.max(0, columns - 1));
        }
    }

    @Test
    void aBarFitsATerminalThatBecomesNarrower() {
        ProgressBar bar = bar();
        bar.show(HALF);
        width.set(40);
        printed.reset();

        bar.show(HALF);

        assertThat(printed()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void coloursTakeNoColumns() {
        ProgressBar bar = new ProgressBar(terminal(Palette.ANSI), now::get);
        width.set(92);

        bar.show(HALF.toBuilder().retry("cut").build());

        assertThat(printed()).contains("\u001b[32m##########\u001b[0m", "\u001b[33m, attempt 2\u001b[0m");
        assertThat(printed().replaceAll("\u001b\\[[0-9;]*m", "").strip())
                .isEqualTo("50% [##########----------] 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left, attempt 2 (cut)")
                .hasSizeLessThan(92);
    }

    @Test
    void theWaitingTimeIsShownFromASecondOnAndRestartsWithTheActivity() {
        ProgressBar bar = bar();
        bar.show(ASKING);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
        bar.show(ASKING);
        assertThat(printed()).doesNotContain(", 0 s");

        now.addAndGet(TimeUnit.SECONDS.toNanos(12));
        bar.show(ASKING);
        assertThat(printed()).contains("asking http://mirror/a.img: first byte of the answer, 12 s");

        now.addAndGet(TimeUnit.SECONDS.toNanos(120));
        bar.show(ASKING);
        assertThat(printed()).contains("the answer, 2:12");

        printed.reset();
        bar.show(ASKING.toBuilder().retry("cut").build());
        assertThat(printed()).contains("the answer, attempt 2 (cut)");
    }

    @Test
    void linesArePrintedEveryFewSeconds() {
        ProgressDisplay lines = new ProgressLines(err, now::get);

        lines.show(HALF);
        now.addAndGet(ProgressLines.INTERVAL.toNanos());
        lines.show(HALF);
        lines.show(HALF);
        now.addAndGet(ProgressLines.INTERVAL.toNanos());
        lines.show(HALF.toBuilder().segments(4).retry("cut").build());
        lines.show(ASKING.toBuilder().attemptLimit(5).build());
        now.addAndGet(ProgressLines.INTERVAL.toNanos());
        lines.show(ASKING.toBuilder().attemptLimit(5).build());

        assertThat(printed()).isEqualTo("""
                ingot: transferring 512.0 MiB of 1.0 GiB (50%), 100.0 MiB/s, 0:05 left
                ingot: transferring 512.0 MiB of 1.0 GiB (50%), 100.0 MiB/s, 0:05 left, 4 segments, attempt 2 (cut)
                ingot: asking http://mirror/a.img: first byte of the answer, 5 s, attempt 1 of 5
                """);
    }

    @Test
    void quietPrintsNothing() {
        try (ProgressDisplay display = ProgressDisplay.of(terminal(Palette.ANSI), Verbosity.QUIET)) {
            display.show(HALF);
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void aTerminalHasABarAndAFileHasLines() {
        assertThat(ProgressDisplay.of(terminal(Palette.PLAIN), Verbosity.NORMAL))
                .isInstanceOf(ProgressBar.class);
        assertThat(ProgressDisplay.of(Terminal.plain(err, err), Verbosity.VERBOSE))
                .isInstanceOf(ProgressLines.class);
    }

    @Test
    void anUnknownSizeHasNoPercentageAndNoTimeLeft() {
        assertThat(ProgressText.of(
                        Progress.builder(FetchPhase.TRANSFERRING).bytes(10, 5).build()))
                .isEqualTo("transferring 10 B, 5 B/s");
        assertThat(ProgressText.of(Progress.of(FetchPhase.ASKING))).isEqualTo("asking");
    }

    @Test
    void oneConnectionIsNotPrinted() {
        assertThat(ProgressText.of(HALF.toBuilder().segments(1).build())).isEqualTo(ProgressText.of(HALF));
    }

    @Test
    void aCheckShowsItsRate() {
        assertThat(ProgressText.of(HALF.toBuilder().phase(FetchPhase.CHECKING).build()))
                .isEqualTo("checking 512.0 MiB of 1.0 GiB (50%), 100.0 MiB/s, 0:05 left");
        assertThat(ProgressText.of(HALF.toBuilder().phase(FetchPhase.COMMITTING).build()))
                .isEqualTo("committing 512.0 MiB of 1.0 GiB (50%)");
    }

    @Test
    void hoursArePrinted() {
        Progress slow = Progress.builder(FetchPhase.TRANSFERRING)
                .bytes(1, 1)
                .total(OptionalLong.of(3_726))
                .build();

        assertThat(ProgressText.of(slow)).endsWith("1:02:05 left");
    }

    @Test
    void anAttemptBeyondTheLimitIsShownWithoutIt() {
        assertThat(ProgressText.of(
                        HALF.toBuilder().attemptLimit(2).retry("a").retry("b").build()))
                .endsWith("attempt 3 (b)");
    }

    @Test
    void controlCharactersOfAServerAreEscaped() {
        assertThat(shown(
                        100,
                        Progress.builder(FetchPhase.ASKING)
                                .activity("a\u001b[2Jb\nc")
                                .build()))
                .isEqualTo("asking a\\u{1b}[2Jb\\u{a}c");
    }

    @Property
    void aPercentageIsNeverOutOfRange(@ForAll @LongRange(min = 0) long bytes, @ForAll @LongRange(min = 1) long total) {
        Progress progress = Progress.builder(FetchPhase.TRANSFERRING)
                .bytes(bytes, 0)
                .total(OptionalLong.of(total))
                .build();

        assertThat(new ProgressText(progress, Duration.ZERO).percent().orElseThrow())
                .isBetween(0, 100);
    }

    @Property
    void aNumberOfBytesIsShortForEverySize(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(ReadableSize.of(bytes)).matches("[0-9]{1,4}(?:\\.[0-9])? (?:B|[KMGTPE]iB)");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

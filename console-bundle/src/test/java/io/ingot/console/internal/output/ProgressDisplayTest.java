// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.client.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final Progress HALF = Progress.of(Progress.Phase.TRANSFERRING)
            .bytes(512L << 20, 100L << 20)
            .total(OptionalLong.of(1L << 30));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void aBarIsOverwrittenInPlaceAndWipedAtTheEnd() {
        try (ProgressDisplay bar = new ProgressBar(err)) {
            bar.show(HALF);
            bar.show(Progress.of(Progress.Phase.COMMITTING));
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
    void aBarThatShowedNothingWipesNothing() {
        new ProgressBar(err).close();

        assertThat(printed()).isEmpty();
    }

    @Test
    void linesComeEveryFewSecondsOnly() {
        AtomicLong now = new AtomicLong();
        ProgressDisplay lines = new ProgressLines(err, now::get);

        lines.show(HALF);
        now.addAndGet(ProgressLines.PAUSE.toNanos());
        lines.show(HALF);
        lines.show(HALF);
        now.addAndGet(ProgressLines.PAUSE.toNanos());
        lines.show(HALF.segments(4).retry("cut"));

        assertThat(printed()).isEqualTo("""
                        ingot: transferring 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left (50%)
                        ingot: transferring 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left, 4 segments, attempt 2 (50%)
                        """);
    }

    @Test
    void quietShowsNothing() {
        try (ProgressDisplay display = ProgressDisplay.of(new Terminal(err, err, true, true), Verbosity.QUIET)) {
            display.show(HALF);
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void aTerminalHasABarAndAFileHasLines() {
        assertThat(ProgressDisplay.of(new Terminal(err, err, true, true), Verbosity.NORMAL))
                .isInstanceOf(ProgressBar.class);
        assertThat(ProgressDisplay.of(Terminal.plain(err, err), Verbosity.VERBOSE))
                .isInstanceOf(ProgressLines.class);
    }

    @Test
    void anUnknownSizeHasNoShareAndNoTimeLeft() {
        Progress unknown = Progress.of(Progress.Phase.TRANSFERRING).bytes(10, 5);

        assertThat(ProgressText.of(unknown)).isEqualTo("transferring 10 B, 5 B/s");
        assertThat(ProgressText.percent(unknown)).isEmpty();
        assertThat(ProgressText.of(Progress.of(Progress.Phase.ASKING))).isEqualTo("asking");
    }

    @Test
    void oneConnectionIsNotWorthAWord() {
        assertThat(ProgressText.of(HALF.segments(1))).isEqualTo(ProgressText.of(HALF));
    }

    @Test
    void aCheckShowsHowFastItIs() {
        assertThat(ProgressText.of(HALF.phase(Progress.Phase.CHECKING)))
                .isEqualTo("checking 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left");
        assertThat(ProgressText.of(HALF.phase(Progress.Phase.COMMITTING))).isEqualTo("committing 512.0 MiB of 1.0 GiB");
    }

    @Test
    void hoursAreShownAsSuch() {
        Progress slow = Progress.of(Progress.Phase.TRANSFERRING).bytes(1, 1).total(OptionalLong.of(3_726));

        assertThat(ProgressText.of(slow)).endsWith("1:02:05 left");
    }

    @Property
    void aShareIsNeverOutOfRange(@ForAll @LongRange(min = 0) long bytes, @ForAll @LongRange(min = 1) long total) {
        Progress progress =
                Progress.of(Progress.Phase.TRANSFERRING).bytes(bytes, 0).total(OptionalLong.of(total));

        assertThat(ProgressText.percent(progress).orElseThrow()).isBetween(0, 100);
    }

    @Property
    void aNumberOfBytesIsShortForEverySize(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(ByteCount.of(bytes)).matches("[0-9]{1,4}(?:\\.[0-9])? (?:B|[KMGTPE]iB)");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

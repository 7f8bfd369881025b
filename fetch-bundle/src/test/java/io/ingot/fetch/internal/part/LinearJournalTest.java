// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.source.Provenance;
import io.ingot.image.ImageInfo;
import io.ingot.seeds.LinearWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearJournalTest {
    private static final long SIZE = 4_096L * Units.BYTES;

    @TempDir
    Path folder;

    @Test
    void journalIsReadInProportionToItsLines() {
        LinearWork.assertLinearMemory("units", 1_000, count -> {
            Path file = folder.resolve("units-" + count);
            try (Journal journal = begun(file)) {
                for (int unit = 0; unit < count; unit++) {
                    journal.unit(unit, Units.BYTES, unit);
                }
            }
            return () -> assertThat(units(file)).isEqualTo(count);
        });
        LinearWork.assertLinearMemory("one unit, again and again", 1_000, count -> {
            Path file = folder.resolve("unit-" + count);
            try (Journal journal = begun(file)) {
                for (int line = 0; line < count; line++) {
                    journal.unit(7, Units.BYTES, line);
                    journal.mixed();
                }
            }
            return () -> assertThat(units(file)).isOne();
        });
    }

    @Test
    void lineThatNeverEndsIsReadToItsBound() {
        LinearWork.assertLinearMemory("one line", 1 << 20, count -> {
            Path file = folder.resolve("line-" + count);
            begun(file).close();
            append(file, "1".repeat(count));
            return () -> assertThat(units(file)).isZero();
        });
    }

    private static Journal begun(Path file) {
        ImageInfo info = ImageInfo.builder().size(SIZE).build();
        return Journal.begin(file, SIZE, new Provenance(info, "00ff", info)).orElseThrow();
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int units(Path file) {
        return Journal.read(file, SIZE).orElseThrow().units().cardinality();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.source.Provenance;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final long SIZE = 3L * Units.BYTES + 5;
    private static final ImageInfo INFO = ImageInfo.builder()
            .size(SIZE)
            .version("v\"1\n")
            .entityTag("\"é\"")
            .checksums(List.of(new Checksum("sha256", "ab".repeat(32))))
            .properties(Map.of("os", "x"))
            .build();
    private static final Provenance ORIGIN = new Provenance(INFO, "00ff", INFO);

    @TempDir
    Path folder;

    @Test
    void aWrittenJournalIsRead() {
        Path path = written(folder);
        RecoveredUnits found = Journal.read(path, SIZE).orElseThrow();
        assertThat(found.origin()).hasValue(ORIGIN);
        assertThat(found.units().stream()).containsExactly(0, 3);
        assertThat(found.digest(0)).isEqualTo(-2);
        assertThat(found.digest(3)).isEqualTo(7);
        assertThat(path).satisfies(file -> assertThat(found.validBytes()).isEqualTo(Files.size(file)));
    }

    @Test
    void theLastLineOfAUnitCounts() {
        Path path = folder.resolve("journal");
        try (Journal journal = Journal.begin(path, SIZE, ORIGIN).orElseThrow()) {
            journal.unit(1, Units.BYTES, 1);
            journal.unit(1, Units.BYTES, 2);
        }
        assertThat(Journal.read(path, SIZE).orElseThrow().digest(1)).isEqualTo(2);
    }

    @Test
    void aMixedJournalHasNoOrigin() {
        Path path = folder.resolve("journal");
        try (Journal journal = Journal.begin(path, SIZE, ORIGIN).orElseThrow()) {
            journal.unit(1, Units.BYTES, 1);
            journal.mixed();
            journal.unit(2, Units.BYTES, 2);
        }
        RecoveredUnits found = Journal.read(path, SIZE).orElseThrow();
        assertThat(found.origin()).isEmpty();
        assertThat(found.units().stream()).containsExactly(1, 2);
    }

    @Test
    void aTruncatedLineIsIgnoredAndOverwritten() throws IOException {
        Path path = written(folder);
        byte[] complete = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(complete, complete.length - 1));
        RecoveredUnits truncated = Journal.read(path, SIZE).orElseThrow();
        assertThat(truncated.units().stream()).containsExactly(0);
        try (Journal journal = Journal.resume(path, truncated).orElseThrow()) {
            journal.unit(3, 5, 7);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(complete);
    }

    @Test
    void aJournalOfAnotherSizeIsIgnored() {
        assertThat(Journal.read(written(folder), SIZE + 1)).isEmpty();
    }

    @Test
    void missingAndEmptyJournalsAreAbsent() throws IOException {
        assertThat(Journal.read(folder.resolve("none"), SIZE)).isEmpty();
        assertThat(Journal.read(Files.createFile(folder.resolve("empty")), SIZE))
                .isEmpty();
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws IOException {
        Path target = Files.writeString(folder.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("journal"), target);
        assertThat(Journal.read(link, SIZE)).isEmpty();
        assertThat(Journal.begin(link, SIZE, ORIGIN)).isEmpty();
        assertThat(target).hasContent("precious");
    }

    @Test
    void aFolderInsteadOfAJournalIsNotAFailure() throws IOException {
        assertThat(Journal.begin(Files.createDirectory(folder.resolve("journal")), SIZE, ORIGIN))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1 1048576 0000000000000001",
                "0 -1 0000000000000001",
                "0 1048575 0000000000000001",
                "3 1048576 0000000000000001",
                "4 5 0000000000000001",
                "9999999 1048576 0000000000000001",
                "99999999999999999999 1048576 0000000000000001",
                "0 1048576 000000000000000",
                "0 1048576 000000000000000G",
                "0  1048576 0000000000000001",
                "",
                "mixed ",
                "٣ 5 0000000000000001",
            })
    void anInvalidLineEndsTheJournal(String line) throws IOException {
        Path path = written(folder);
        Files.writeString(path, Files.readString(path) + line + "\n1 1048576 0000000000000001\n");
        assertThat(Journal.read(path, SIZE).orElseThrow().units().stream()).containsExactly(0, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{}",
                "{\"format\":2,\"unit\":1048576,\"size\":3145733}",
                "{\"format\":1,\"unit\":0,\"size\":3145733}",
                "{\"format\":1,\"unit\":1048576,\"size\":\"3145733\"}",
                "{\"format\":1,\"unit\":1048576,\"size\":3145733,\"asked\":[],\"reference\":\"\",\"info\":{}}",
                "{\"format\":1,\"unit\":1048576,\"size\":3145733,\"asked\":{\"size\":-1},\"reference\":\"\",\"info\":{}}",
            })
    void aJournalWithAnInvalidHeaderIsIgnored(String header) throws IOException {
        Path path = Files.writeString(folder.resolve("journal"), header + "\n0 1048576 0000000000000001\n");
        assertThat(Journal.read(path, SIZE)).isEmpty();
    }

    @Test
    void anEndlessHeaderIsNotReadToItsEnd() throws IOException {
        Path path = Files.writeString(folder.resolve("journal"), "{\"format\":1,\"x\":\"" + "y".repeat(1 << 20));
        assertThat(Journal.read(path, SIZE)).isEmpty();
    }

    @Test
    void aDeeplyNestedHeaderIsIgnored() throws IOException {
        Path path = Files.writeString(folder.resolve("journal"), "{\"x\":" + "[".repeat(60_000) + "\n");
        assertThat(Journal.read(path, SIZE)).isEmpty();
    }

    /** A journal with junk is either refused, or read without impossible units. */
    @Property(tries = 300)
    void anyBytesAreReadOrRefused(@ForAll @IntRange(max = 800) int at, @ForAll @Size(max = 6) byte[] junk)
            throws IOException {
        Path folder = Files.createTempDirectory("ingot-journal");
        try {
            Path path = written(folder);
            byte[] bytes = Files.readAllBytes(path);
            System.arraycopy(junk, 0, bytes, Math.min(at, bytes.length - junk.length), junk.length);
            Files.write(path, bytes);
            Optional<RecoveredUnits> found = Journal.read(path, SIZE);
            found.ifPresent(survivors -> {
                assertThat(survivors.units().stream()).allMatch(unit -> unit <= 3);
                assertThat(survivors.validBytes()).isLessThanOrEqualTo(bytes.length);
            });
        } finally {
            Files.deleteIfExists(folder.resolve("journal"));
            Files.delete(folder);
        }
    }

    private static Path written(Path folder) {
        Path path = folder.resolve("journal");
        try (Journal journal = Journal.begin(path, SIZE, ORIGIN).orElseThrow()) {
            journal.unit(0, Units.BYTES, -2);
            journal.unit(3, 5, 7);
        }
        assertThat(path).content(StandardCharsets.UTF_8).endsWith("\n3 5 0000000000000007\n");
        return path;
    }
}

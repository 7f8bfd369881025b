// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ingot.fetch.internal.part.Units;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A part that an interrupted process left is resumed, as far as its bytes are intact and of the same version. */
@Timeout(60)
class ResumeAfterRestartTest {
    private static final int UNIT = Units.BYTES;
    private static final byte[] BYTES = TestEngine.bytes(6 * UNIT + 17);
    private static final byte[] OTHER = TestEngine.bytes(6 * UNIT + 18);
    private static final int CUT = 4 * UNIT + UNIT / 2;
    private static final long RESUMED = 4L * UNIT;

    @TempDir
    Path folder;

    @Test
    void nextProcessResumes() throws IOException {
        try (TestTransfer test = interrupted(folder)) {
            FakeImage image = test.image(BYTES).version("1");
            assertThat(test.run(1).digests()).containsExactly(TestEngine.sha256(BYTES));
            assertRight(folder);
            assertThat(image.offsets).containsExactly(RESUMED);
            assertThat(test.meter().reused()).isEqualTo(RESUMED);
            assertThat(test.meter().received()).isEqualTo(BYTES.length - RESUMED);
        }
    }

    @Test
    void separateRangesAreResumed() throws IOException {
        try (TestTransfer test = interrupted(folder)) {
            Path journal = folder.resolve(PersistentPartTarget.JOURNAL);
            List<String> lines = Files.readAllLines(journal);
            lines.remove(2); // unit 1
            Files.writeString(journal, String.join("\n", lines) + "\n");
            FakeImage image = test.image(BYTES).version("1");
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).containsExactly((long) UNIT, RESUMED);
            assertThat(test.meter().reused()).isEqualTo(RESUMED - UNIT);
        }
    }

    @Test
    void serverWithoutRangesSendsSeparateRangesAgain() throws IOException {
        try (TestTransfer test = interrupted(folder)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(Faults.everything());
            test.run(8);
            assertRight(folder);
            assertThat(image.offsets).containsExactly(RESUMED);
            assertThat(test.meter().received()).isEqualTo(BYTES.length);
            assertThat(test.meter().reused()).isZero();
        }
    }

    @Test
    void completePartIsVerifiedWithoutATransfer() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1");
            FetchRequest wrong = test.request().checksum(TestEngine.sha256(OTHER));
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> test.run(wrong, 1));
            image.offsets.clear();
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).isEmpty();
            assertThat(test.meter().reused()).isEqualTo(BYTES.length);
        }
    }

    @Test
    void anotherVersionRestarts() throws IOException {
        try (TestTransfer test = interrupted(folder)) {
            FakeImage image = test.image(BYTES).version("2");
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).containsExactly(0L);
        }
    }

    @Test
    void versionByDateRestarts() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1").info(info -> info.versionByDate(true));
            interrupt(test, image);
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).containsExactly(0L);
        }
    }

    @Test
    void versionByDateResumesUnderADigest() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1").info(info -> info.versionByDate(true));
            interrupt(test, image);
            test.run(test.request().checksum(TestEngine.sha256(BYTES)), 1);
            assertRight(folder);
            assertThat(image.offsets).containsExactly(RESUMED);
        }
    }

    /** Version 1, then version 2 under a digest, then version 1 without one: half of the part belongs to version 2. */
    @Test
    void partThatADigestJoinedIsNotResumedUnderAVersion() throws IOException {
        byte[] second = TestEngine.bytes(BYTES.length - 1);
        byte[] other = new byte[BYTES.length];
        System.arraycopy(second, 0, other, 0, second.length);
        try (TestTransfer test = new TestTransfer(folder)) {
            test.image(BYTES).version("1").thenReads(Faults.cutAfter(2L * UNIT));
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> test.run(1));
            FakeImage image = test.image(other).version("2").thenReads(Faults.cutAfter(2L * UNIT));
            FetchRequest digest = test.request().checksum(TestEngine.sha256(BYTES));
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> test.run(digest, 1));
            assertThat(image.offsets).containsExactly(2L * UNIT);
            image = test.image(BYTES).version("1");
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).containsExactly(0L);
        }
    }

    @Property(tries = 30)
    void onlyTheDamagedUnitIsFetchedAgain(@ForAll @IntRange(max = 4 * UNIT - 1) int at) throws IOException {
        Path own = Files.createTempDirectory("ingot-survival");
        try (TestTransfer test = interrupted(own)) {
            flip(own.resolve(PersistentPartTarget.PART), at);
            FakeImage image = test.image(BYTES).version("1");
            test.run(1);
            assertRight(own);
            assertThat(image.offsets).containsExactlyInAnyOrder(RESUMED, (long) at / UNIT * UNIT);
            assertThat(test.meter().reused()).isEqualTo(RESUMED - UNIT);
        } finally {
            delete(own);
        }
    }

    @Property(tries = 30)
    void damagedJournalNeverYieldsAWrongImage(
            @ForAll @IntRange(max = 600) int at, @ForAll @IntRange(max = 7) int bit, @ForAll boolean torn)
            throws IOException {
        Path own = Files.createTempDirectory("ingot-survival");
        try (TestTransfer test = interrupted(own)) {
            Path journal = own.resolve(PersistentPartTarget.JOURNAL);
            byte[] bytes = Files.readAllBytes(journal);
            int index = at % bytes.length;
            if (torn) {
                Files.write(journal, Arrays.copyOf(bytes, index));
            } else {
                bytes[index] ^= (byte) (1 << bit);
                Files.write(journal, bytes);
            }
            test.image(BYTES).version("1");
            test.run(4);
            assertRight(own);
        } finally {
            delete(own);
        }
    }

    @Test
    void missingUnitsOfATruncatedPartAreFetchedAgain() throws IOException {
        try (TestTransfer test = interrupted(folder)) {
            try (FileChannel part =
                    FileChannel.open(folder.resolve(PersistentPartTarget.PART), StandardOpenOption.WRITE)) {
                part.truncate(3 * UNIT + 1);
            }
            FakeImage image = test.image(BYTES).version("1");
            test.run(1);
            assertRight(folder);
            assertThat(image.offsets).containsExactlyInAnyOrder(RESUMED, 3L * UNIT);
        }
    }

    @Test
    void unitsOfZerosAreResumed() throws IOException {
        byte[] sparse = new byte[40 * UNIT];
        System.arraycopy(BYTES, 0, sparse, 0, UNIT);
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(sparse).version("1").thenReads(Faults.cutAfter(20L * UNIT + 3));
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> test.run(1));
            assertThat(folder.resolve(PersistentPartTarget.PART)).hasSize(UNIT);
            test.run(1);
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), sparse))
                    .isTrue();
            assertThat(image.offsets).containsExactly(0L, 20L * UNIT);
        }
    }

    /** Interrupts a transfer after four and a half units. */
    private static TestTransfer interrupted(Path folder) throws ImageException {
        TestTransfer test = new TestTransfer(folder);
        interrupt(test, test.image(BYTES).version("1"));
        return test;
    }

    private static void interrupt(TestTransfer test, FakeImage image) {
        image.thenReads(Faults.cutAfter(CUT));
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> test.run(1));
        image.offsets.clear();
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
        }
    }

    private static void assertRight(Path folder) throws IOException {
        assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                .isTrue();
    }

    private static void delete(Path folder) throws IOException {
        for (String name : List.of("image", PersistentPartTarget.PART, PersistentPartTarget.JOURNAL)) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }
}

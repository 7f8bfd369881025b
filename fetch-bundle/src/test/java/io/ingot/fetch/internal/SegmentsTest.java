// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.part.Units;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers of one image over several connections, each of which may fail. */
@Timeout(60)
class SegmentsTest {
    private static final int UNIT = Units.BYTES;
    private static final byte[] BYTES = TestEngine.bytes(12 * UNIT + 17);
    private static final byte[] OTHER = TestEngine.bytes(12 * UNIT + 18);

    @TempDir
    Path folder;

    private record Fault(Kind kind, int at) {}

    private enum Kind {
        NONE,
        CUT,
        ENDS_EARLY,
        REFUSED,
        FORBIDDEN,
        NO_RANGES,
        SHIFTED,
        LYING_TOTAL,
        CHANGED,
        LEAVING
    }

    @Test
    void slowOriginIsReadOverSeveralConnections() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(4));
            assertThat(test.run(4).digests()).containsExactly(TestEngine.sha256(BYTES));
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(image.offsets).hasSizeGreaterThanOrEqualTo(4);
            assertThat(test.meter().received()).isEqualTo(BYTES.length);
            assertThat(image.bodiesOpen).hasValue(0);
        }
    }

    @Test
    void serverThatIgnoresRangesIsReadOverOne() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(2), Faults.everything());
            test.run(2);
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(image.bodiesOpen).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatIgnoresRangesAndEndsEarlySpoilsNothing(boolean breaks) throws IOException {
        try (TestTransfer test = new TestTransfer(folder).retries(3)) {
            FakeImage.ReadBehavior early = Faults.everythingCutAfter(UNIT);
            FakeImage.ReadBehavior silent =
                    (image, offset, call) -> Faults.endAfter(UNIT).read(image, 0, call);
            FakeImage image =
                    test.image(BYTES).version("1").thenReads(Faults.cutAfter(2 * UNIT), breaks ? early : silent);
            assertThat(test.run(1).digests()).containsExactly(TestEngine.sha256(BYTES));
            assertThat(image.offsets).containsExactly(0L, 2L * UNIT, 2L * UNIT);
        }
    }

    @Test
    void imageThatChangesMidTransferIsNotMixed() throws IOException {
        try (TestTransfer test = new TestTransfer(folder).retries(3)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(2), changed());
            test.run(2);
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), OTHER))
                    .isTrue();
            assertThat(image.shows).hasValue(2);
        }
    }

    @Test
    void nodesWithTheirOwnVersionsAreReadOverOneConnectionWithoutADigest() throws IOException {
        try (TestTransfer test = new TestTransfer(folder).retries(3)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(2), Faults.changed());
            test.run(8);
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(List.copyOf(image.offsets).get(image.offsets.size() - 1)).isZero();
            assertThat(image.shows).hasValue(2);
        }
    }

    @Test
    void nodesWithTheirOwnVersionsAreReadConcurrentlyUnderADigest() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            ImageInfo other =
                    ImageInfo.builder().size(BYTES.length).version("2").build();
            FakeImage image = test.image(BYTES)
                    .version("1")
                    .thenReads(
                            waitingForOthers(2),
                            (same, offset, call) -> same.from(offset).withInfo(other));
            assertThat(test.run(test.request().checksum(TestEngine.sha256(BYTES)), 2)
                            .digests())
                    .containsExactly(TestEngine.sha256(BYTES));
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(image.offsets).hasSizeGreaterThanOrEqualTo(2);
            assertThat(image.shows).hasValue(1);
        }
    }

    @Test
    void imageWithoutVersionAndDigestIsReadOverOneConnection() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage dated = test.image(BYTES).version("1").info(info -> info.versionByDate(true));
            test.run(8);
            assertThat(dated.offsets).containsExactly(0L);
            FakeImage unnamed = test.image(BYTES);
            test.run(8);
            assertThat(unnamed.offsets).containsExactly(0L);
        }
    }

    @Test
    void firstConnectionContinuesWhenOthersAreRefused() throws IOException {
        try (TestTransfer test = new TestTransfer(folder)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(2), (same, offset, call) -> {
                throw new ImageException(ErrorCode.TRANSFER_FAILED, "too many connections").nonRetryable();
            });
            test.run(2);
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(image.offsets).hasSizeGreaterThanOrEqualTo(2); // segments are shorter the slower the bytes come
            assertThat(image.bodiesOpen).hasValue(0);
            assertThat(test.meter().progress().retries()).isEqualTo(1);
        }
    }

    @Test
    void grantThatExpiresMidTransferIsRenewedOnceForAllConnections() throws IOException {
        try (TestTransfer test = new TestTransfer(folder).retries(3)) {
            FakeImage catalogue = test.image(BYTES).version("1").locatedAt(TestEngine.location("fake://old/grant"));
            FakeImage old = test.resolver.put("fake://old/grant", FakeImage.of(BYTES));
            FakeImage renewed = test.resolver.put("fake://new/grant", FakeImage.of(BYTES));
            old.thenReads(brokenWhenOthersCame(2, catalogue), expired(), expired(), expired(), expired(), expired());
            assertThat(test.run(4).digests()).containsExactly(TestEngine.sha256(BYTES));
            assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("image")), BYTES))
                    .isTrue();
            assertThat(catalogue.opens).hasValue(2);
            assertThat(List.copyOf(renewed.offsets).get(0)).isGreaterThanOrEqualTo(UNIT);
            assertThat(test.meter().received()).isLessThan(BYTES.length + UNIT);
        }
    }

    @Property(tries = 30)
    void faultsOfConnectionsYieldTheRightBytesOrAnError(@ForAll("faults") List<Fault> faults, @ForAll BodyView view)
            throws IOException {
        Path own = Files.createTempDirectory("ingot-segments");
        try (TestTransfer test = new TestTransfer(own).offering(view).retries(3)) {
            FakeImage image = test.image(BYTES).version("1").thenReads(waitingForOthers(3));
            faults.forEach(fault -> image.thenReads(reading(fault)));
            try {
                assertThat(test.run(4).digests()).containsExactly(TestEngine.sha256(image.bytes()));
                assertThat(Arrays.equals(Files.readAllBytes(own.resolve("image")), image.bytes()))
                        .isTrue();
            } catch (ImageException e) {
                assertThat(e.code())
                        .isIn(Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.NOT_AUTHORIZED, ErrorCode.UNAVAILABLE));
                assertThat(own.resolve("image")).doesNotExist();
            }
            assertThat(image.bodiesOpen).hasValue(0);
            assertThat(image.sourcesOpen).hasValue(0);
        } finally {
            for (String name : List.of("image", PersistentPartTarget.PART, PersistentPartTarget.JOURNAL)) {
                Files.deleteIfExists(own.resolve(name));
            }
            Files.delete(own);
        }
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 5 * UNIT))
                .as(Fault::new)
                .list()
                .ofMaxSize(12);
    }

    private static FakeImage.ReadBehavior reading(Fault fault) {
        return switch (fault.kind()) {
            case NONE -> (image, offset, call) -> image.from(offset);
            case CUT -> Faults.cutAfter(fault.at());
            case ENDS_EARLY -> Faults.endAfter(fault.at());
            case REFUSED -> Faults.refused(ErrorCode.TRANSFER_FAILED);
            case FORBIDDEN -> Faults.refused(ErrorCode.NOT_AUTHORIZED);
            case NO_RANGES -> Faults.everything();
            case SHIFTED -> Faults.shiftedBy(1 + fault.at());
            case LYING_TOTAL -> Faults.total(BYTES.length + 1L);
            case CHANGED -> changed();
            case LEAVING -> Faults.refused(ErrorCode.UNAVAILABLE);
        };
    }

    private static FakeImage.ReadBehavior changed() {
        return (image, offset, call) -> {
            image.replaceBytes(
                    OTHER,
                    image.info().toBuilder().size(OTHER.length).version("2").build());
            throw ImageException.versionChange("another entity tag");
        };
    }

    private static FakeImage.ReadBehavior expired() {
        return Faults.refused(ErrorCode.NOT_AUTHORIZED);
    }

    /** Breaks after a number of reads were requested; from then on the catalogue grants another location. */
    private static FakeImage.ReadBehavior brokenWhenOthersCame(int readers, FakeImage catalogue) {
        return (image, offset, call) -> {
            InputStream waiting =
                    new Waiting(new ByteArrayInputStream(image.bytes(), (int) offset, 2 * UNIT), image, readers, call);
            InputStream broken = new Broken(() -> catalogue.locatedAt(TestEngine.location("fake://new/grant")));
            return image.body(
                    new SequenceInputStream(waiting, broken), offset, java.util.OptionalLong.of(image.bytes().length));
        };
    }

    /** A stream that runs an action, and fails. */
    private static final class Broken extends InputStream {
        private final Action action;

        private interface Action {
            void run() throws IOException;
        }

        Broken(Action action) {
            this.action = action;
        }

        @Override
        public int read() throws IOException {
            action.run();
            throw new IOException("Connection reset");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
        }
    }

    /** Sends no byte after its first unit, until a number of reads were requested, including this one. */
    private static FakeImage.ReadBehavior waitingForOthers(int readers) {
        return (image, offset, call) -> image.body(
                new Waiting(
                        new ByteArrayInputStream(image.bytes(), (int) offset, image.bytes().length),
                        image,
                        readers,
                        call),
                offset,
                java.util.OptionalLong.of(image.bytes().length));
    }

    private static final class Waiting extends FilterInputStream {
        private final FakeImage image;
        private final int readers;
        private final Call call;
        private int count;

        Waiting(ByteArrayInputStream bytes, FakeImage image, int readers, Call call) {
            super(bytes);
            this.image = image;
            this.readers = readers;
            this.call = call;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (count >= UNIT && image.offsets.size() < readers) {
                call.check();
                Thread.onSpinWait();
            }
            int read = super.read(bytes, from, Math.min(length, UNIT));
            count += read;
            return read;
        }
    }
}

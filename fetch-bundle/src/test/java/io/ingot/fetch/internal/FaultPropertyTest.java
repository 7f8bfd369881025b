// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Any sequence of faults of an origin yields the right bytes, or an error and no file. */
class FaultPropertyTest {
    private static final byte[] BYTES = TestEngine.bytes(400_001);
    private static final byte[] OTHER = inverted(BYTES); // of the same size, so that only a digest tells them apart
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(
            ErrorCode.TRANSFER_FAILED,
            ErrorCode.CHECKSUM_MISMATCH,
            ErrorCode.NOT_FOUND,
            ErrorCode.NOT_AUTHORIZED,
            ErrorCode.UNACCEPTABLE,
            ErrorCode.UNAVAILABLE);

    /** What the engine knows of the image, which decides the faults that it can detect. */
    private enum Known {
        NOTHING,
        SIZE,
        VERSION,
        MD5,
        SHA256
    }

    private record Fault(Kind kind, int at) {}

    private enum Kind {
        CUT,
        ENDS_EARLY,
        STALL,
        REFUSED,
        FORBIDDEN,
        NO_RANGES,
        NO_RANGES_AND_CUT,
        RANGES_REFUSED,
        SHIFTED,
        LYING_TOTAL,
        MORE_BYTES,
        WRONG_BYTES,
        CHANGED,
        REPLACED,
        OTHER_IMAGE,
        LEAVING
    }

    /** What the engine knows, and the faults of successive reads. */
    private record Scenario(Known known, List<Fault> faults) {}

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void fetchYieldsTheRightBytesOrAnErrorAndNoFile(@ForAll("scenarios") Scenario scenario, @ForAll BodyView view)
            throws IOException {
        Path folder = Files.createTempDirectory("ingot-faults");
        TestConfig config = TestConfig.quick().with("retries", 2).with("stallTimeoutMillis", 20L);
        try (TestEngine test = new TestEngine(folder, config).offering(view)) {
            FakeImage image = test.image(BYTES).replaceInfo(info(scenario.known(), BYTES, "1"));
            scenario.faults().forEach(fault -> reading(fault, scenario.known()).ifPresent(image::thenReads));
            check(test, image, scenario);
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<Fault> faults = Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, BYTES.length + 10))
                .as(Fault::new);
        return Combinators.combine(
                        Arbitraries.of(Known.class), faults.list().ofMinSize(1).ofMaxSize(6))
                .as(Scenario::new);
    }

    private static void check(TestEngine test, FakeImage image, Scenario scenario) throws IOException {
        FetchRequest request = test.request();
        if (scenario.known() == Known.SHA256) {
            request = request.checksum(TestEngine.sha256(BYTES));
        } else if (scenario.known() == Known.MD5) {
            request = request.checksum(TestEngine.checksum("md5", BYTES));
        }
        try {
            FetchedImage fetched = test.fetch(request);
            byte[] right = scenario.known() == Known.SHA256 || scenario.known() == Known.MD5 ? BYTES : image.bytes();
            test.assertOnlyDestination(right);
            assertThat(fetched.digests()).contains(TestEngine.sha256(right));
            assertThat(fetched.size()).isEqualTo(right.length);
        } catch (ImageException e) {
            assertThat(EXPECTED).contains(e.code());
            assertThat(test.files()).isEmpty();
        }
        assertThat(image.bodiesOpen).hasValue(0);
        assertThat(image.sourcesOpen).hasValue(0);
    }

    /** Returns the behavior of a fault; empty if the fault cannot be detected. */
    private static Optional<FakeImage.ReadBehavior> reading(Fault fault, Known known) {
        boolean compared = known == Known.MD5 || known == Known.SHA256;
        return switch (fault.kind()) {
            case CUT -> Optional.of(Faults.cutAfter(fault.at()));
            case ENDS_EARLY -> Optional.of(Faults.endAfter(fault.at()));
            case STALL -> Optional.of(Faults.stallAfter(fault.at()));
            case REFUSED -> Optional.of(Faults.refused(ErrorCode.TRANSFER_FAILED));
            case FORBIDDEN -> Optional.of(Faults.refused(ErrorCode.NOT_AUTHORIZED));
            case NO_RANGES -> Optional.of(Faults.everything());
            case NO_RANGES_AND_CUT -> Optional.of(Faults.everythingCutAfter(fault.at()));
            case RANGES_REFUSED ->
                Optional.of(Faults.refused(new ImageException(ErrorCode.TRANSFER_FAILED, "status 400").nonRetryable()));
            case SHIFTED -> Optional.of(Faults.shiftedBy(fault.at()));
            case LYING_TOTAL -> Optional.of(Faults.total(BYTES.length + 1L));
            case MORE_BYTES ->
                known == Known.NOTHING
                        ? Optional.empty()
                        : Optional.of(Faults.followedBy(new byte[1 + fault.at() % 7]));
            case WRONG_BYTES -> compared ? Optional.of(Faults.wrongBytes()) : Optional.empty();
            case CHANGED -> Optional.of(changed(known));
            case REPLACED -> known == Known.VERSION ? Optional.empty() : Optional.of(replaced());
            case OTHER_IMAGE -> compared ? Optional.of(otherImage()) : Optional.empty();
            case LEAVING -> Optional.of(Faults.refused(ErrorCode.UNAVAILABLE));
        };
    }

    /** Changes the image, and declares it. */
    private static FakeImage.ReadBehavior changed(Known known) {
        return (image, offset, call) -> {
            image.replaceBytes(OTHER, info(known, OTHER, "2"));
            throw ImageException.versionChange("another entity tag");
        };
    }

    /** Changes the image without declaring it. */
    private static FakeImage.ReadBehavior replaced() {
        return (image, offset, call) -> {
            image.replaceBytes(OTHER, image.info());
            return image.from(offset);
        };
    }

    /** Sends the rest of another image, once. */
    private static FakeImage.ReadBehavior otherImage() {
        return (image, offset, call) -> {
            int from = (int) Math.min(offset, OTHER.length);
            return image.body(
                    new ByteArrayInputStream(OTHER, from, BYTES.length - from),
                    offset,
                    java.util.OptionalLong.of(BYTES.length));
        };
    }

    private static ImageInfo info(Known known, byte[] bytes, String version) {
        ImageInfo.Builder info = ImageInfo.builder();
        if (known != Known.NOTHING) {
            info.size(bytes.length);
        }
        if (known == Known.VERSION) {
            info.version(version);
        }
        return info.build();
    }

    private static byte[] inverted(byte[] bytes) {
        byte[] inverted = bytes.clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return inverted;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

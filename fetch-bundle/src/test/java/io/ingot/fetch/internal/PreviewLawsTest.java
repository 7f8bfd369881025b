// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/**
 * A preview says that an image is held if and only if a fetch transfers no bytes, for any records, facts and requests.
 */
class PreviewLawsTest {
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(ErrorCode.CHECKSUM_MISMATCH, ErrorCode.TRANSFER_FAILED);
    private static final String READING_DECIDES = "it would be read to compare it";

    /** The bytes of an image; two of them have the same size. */
    private enum Content {
        ONE,
        TWO,
        LONGER;

        byte[] bytes(int salt) {
            return ("content " + (this == TWO ? 2 : 1) + " of " + salt + (this == LONGER ? " and more" : ""))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What a service shows of an image. */
    private record Facts(
            Content content, int version, boolean size, String declared, boolean byDate, boolean immutable) {}

    /** The reference and the credentials of a caller. */
    private enum Caller {
        PLAIN,
        SIGNED,
        SIGNED_ANEW,
        WITH_CREDENTIALS,
        OTHER_REFERENCE
    }

    /** A request, the content that it expects, and the algorithms of its checksums. */
    private record Request(Caller caller, Optional<Content> expected, List<String> algorithms) {}

    private record Step(Facts facts, Request request) {}

    /** Several images in one engine, each in a few steps; no two have the same content. */
    @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
    void previewSaysHeldIfAndOnlyIfAFetchMovesNoBytes(@ForAll("images") List<List<Step>> images) throws IOException {
        Path base = Files.createTempDirectory("ingot-preview");
        Path node = Files.createDirectory(base.resolve("node"));
        TestConfig config = TestConfig.quick().with("retries", 0);
        try (TestEngine test = new TestEngine(node, base.resolve("home"), config)) {
            for (int salt = 0; salt < images.size(); salt++) {
                for (Step step : images.get(salt)) {
                    check(test, step, salt);
                }
            }
        } finally {
            delete(base);
        }
    }

    private static void delete(Path base) throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void check(TestEngine test, Step step, int salt) throws IOException {
        String reference = reference(step.request().caller(), salt);
        byte[] bytes = step.facts().content().bytes(salt);
        FakeImage image = test.resolver.put(reference, FakeImage.of(bytes).anonymous());
        image.replaceInfo(info(step.facts(), bytes));
        FetchRequest request = request(test, step.request(), reference, salt);
        FetchPreview preview;
        try (Call call = Call.start()) {
            preview = test.engine.preview(request, call);
        } catch (ImageException e) {
            assertThat(transfersBytes(test, image, request))
                    .as("preview refused: %s", e.getMessage())
                    .isFalse();
            return;
        }
        boolean transferred = transfersBytes(test, image, request);
        if (transferred && preview.held()) {
            assertThat(preview.reason()).contains(READING_DECIDES);
            assertThat(hasComparedChecksums(storedContent(preview, salt), step))
                    .as(preview.reason())
                    .isFalse();
        } else {
            assertThat(preview.held()).as(preview.reason()).isEqualTo(!transferred);
        }
    }

    private static Content storedContent(FetchPreview preview, int salt) {
        return Stream.of(Content.values())
                .filter(content -> preview.reason()
                        .contains(TestEngine.sha256(content.bytes(salt)).hex()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a content has each checksum that the caller expects or the service declares. */
    private static boolean hasComparedChecksums(Content content, Step step) {
        boolean declared = step.facts().declared().isEmpty() || step.facts().content() == content;
        return declared && step.request().expected().orElse(content) == content;
    }

    private static boolean transfersBytes(TestEngine test, FakeImage image, FetchRequest request) throws IOException {
        int before = image.opens.get();
        try {
            test.fetch(request);
        } catch (ImageException e) {
            assertThat(e.code()).isIn(EXPECTED); // only whether bytes were transferred matters
        } finally {
            Files.deleteIfExists(test.destination());
        }
        return image.opens.get() > before;
    }

    private static String reference(Caller caller, int salt) {
        String path = "fake://origin/" + salt + "/image.img";
        return switch (caller) {
            case PLAIN, WITH_CREDENTIALS -> path;
            case SIGNED -> path + "?sig=1";
            case SIGNED_ANEW -> path + "?sig=2";
            case OTHER_REFERENCE -> "fake://mirror/" + salt + "/image.img";
        };
    }

    private static FetchRequest request(TestEngine test, Request generated, String reference, int salt)
            throws ImageException {
        ImageRequest image = ImageRequest.of(ImageReference.parse(reference));
        FetchRequest request = FetchRequest.of(
                generated.caller() == Caller.WITH_CREDENTIALS
                        ? image.as(new Credentials.Token(Secret.of("hush")))
                        : image,
                test.destination());
        for (String algorithm : generated.expected().isPresent() ? generated.algorithms() : List.<String>of()) {
            request = request.checksum(
                    TestEngine.checksum(algorithm, generated.expected().get().bytes(salt)));
        }
        return request;
    }

    private static ImageInfo info(Facts facts, byte[] bytes) {
        List<Checksum> sums = new ArrayList<>();
        if (!facts.declared().isEmpty()) {
            sums.add(TestEngine.checksum(facts.declared(), bytes));
        }
        ImageInfo.Builder info = ImageInfo.builder()
                .checksums(sums)
                .versionByDate(facts.byDate())
                .immutable(facts.immutable());
        if (facts.version() > 0) {
            info.version("v" + facts.version());
        }
        if (facts.size()) {
            info.size(bytes.length);
        }
        return info.build();
    }

    @Provide
    Arbitrary<List<List<Step>>> images() {
        Arbitrary<Facts> facts = Combinators.combine(
                        Arbitraries.of(Content.class),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of("", "", "", "md5", "sha256"),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(false, true))
                .as(Facts::new);
        Arbitrary<Request> generated = Combinators.combine(
                        Arbitraries.of(Caller.class),
                        Arbitraries.of(Content.class).optional(0.6),
                        Arbitraries.of("sha256", "sha256", "sha512", "md5")
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(2))
                .as(Request::new);
        return Combinators.combine(facts, generated)
                .as(Step::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }
}

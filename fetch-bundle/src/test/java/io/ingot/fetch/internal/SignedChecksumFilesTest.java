// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.spi.ChecksumSignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedChecksumFilesTest {
    private static final byte[] BYTES = TestEngine.bytes(10_001);
    private static final String SUM = TestEngine.sha256(BYTES).hex();
    private static final String OTHER = "00".repeat(32);
    private static final String SUMS = "fake://origin/SHA256SUMS";

    @TempDir
    Path folder;

    private final FakeVerifier verifier = new FakeVerifier();
    private TestEngine test;
    private FakeImage image;

    @BeforeEach
    void start() {
        test = new TestEngine(folder, TestConfig.quick().with("checksumSignatures", "require"));
        test.engine.signatures = verifier;
        image = test.image(BYTES);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void onlyTheSignedTextOfAFileIsRead() throws IOException {
        put(SUMS, OTHER + "  image.img\nSIGNED\n" + SUM + "  image.img\n");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void signedTextMayBeginWithAByteOrderMark() throws IOException {
        put(SUMS, "\ufeff" + SUM + "  image.img\n");
        put(SUMS + ".asc", "good");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void signatureMayBeInASeparateFile() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        FakeImage asc = put(SUMS + ".asc", "good");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
        assertThat(asc.opens).hasValue(1);
    }

    @Test
    void redirectDoesNotChooseTheLineOfASignedFile() throws IOException {
        ImageReference later = ImageReference.parse("fake://origin/old/image-6.img");
        image.info(info -> info.finalReference(later));
        put(SUMS, "SIGNED\n" + SUM + "  image-6.img\n" + OTHER + "  image-7.img\n");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll(SUMS, "'image-6.img'", "fake://origin/image.img", "signed", "#NAME");
        assertThat(e.subject()).contains(SUMS);
        assertThat(image.opens).hasValue(0);
        assertThat(test.fetch(request(SUMS + "#image-6.img")).warnings()).isEmpty();
    }

    @Test
    void redirectDoesNotMatterWhereASignedFileNamesTheImage() throws IOException {
        ImageReference later = ImageReference.parse("fake://origin/old/image-6.img");
        image.info(info -> info.finalReference(later));
        put(SUMS, "SIGNED\n" + SUM + "  image.img\n" + OTHER + "  image-6.img\n");
        assertThat(test.fetch(request(SUMS)).warnings()).isEmpty();
    }

    @Test
    void signedFileWithoutNamesCausesAWarning() throws IOException {
        put(SUMS, "SIGNED\n" + SUM + "\n");
        assertThat(test.fetch(request(SUMS)).warnings())
                .singleElement()
                .asString()
                .contains(SUMS, "signed but does not name the image");
    }

    @Test
    void signaturesAreLookedForUnderEachName() throws IOException {
        put("fake://origin/SUMS?token=1", SUM + "  image.img\n");
        put("fake://origin/SUMS.sig?token=1", "good");
        assertThat(test.fetch(request("fake://origin/SUMS?token=1#image.img")).verified())
                .isTrue();
    }

    @Test
    void signatureIsAskedForByTheSameCaller() throws IOException {
        Credentials joe = new Credentials.Password("joe", Secret.of("hush"));
        put(SUMS, SUM + "  image.img\n");
        FakeImage signature = put(SUMS + ".sig", "good");
        test.fetch(test.request()
                .checksumFile(ImageRequest.of(ImageReference.parse(SUMS)).as(joe)));
        assertThat(signature.requests)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.credentials()).contains(joe));
    }

    @Test
    void fileWithoutASignatureIsNotTrusted() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED);
        assertThat(e).hasMessageContainingAll(SUMS, "is not signed", ".asc, .sig", "io.ingot.fetch/checksumSignatures");
        assertThat(image.shows).hasValue(0);
    }

    @Test
    void badSignatureIsNotSkipped() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        put(SUMS + ".asc", "bad");
        put(SUMS + ".sig", "good");
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.UNTRUSTED);
        assertThat(image.shows).hasValue(0);
    }

    @Test
    void unreadableSignatureIsNotSkipped() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        put(SUMS + ".asc", "good").thenShows(call -> {
            throw new ImageException(ErrorCode.NOT_AUTHORIZED, "who are you?");
        });
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    void forbiddenSignatureDoesNotHideTheNext() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        put(SUMS + ".asc", "good").thenShows(call -> {
            throw new ImageException(ErrorCode.NOT_AUTHORIZED, "as some servers say of what is not there");
        });
        put(SUMS + ".sig", "good");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void signatureSizeIsBounded() throws IOException {
        put(SUMS, SUM + "  image.img\n");
        put(SUMS + ".asc", "g".repeat(256 * 1024 + 1));
        assertThat(test.failure(request(SUMS))).hasMessageContainingAll(".asc", "more than 262144 bytes");
    }

    @Test
    void withoutTheBundleTheErrorNamesIt() throws IOException {
        test.engine.signatures = null;
        FakeImage sums = put(SUMS, SUM);
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e)
                .hasMessageContainingAll(
                        "io.ingot.fetch/checksumSignatures", "io.ingot.openpgp", "feature:install ingot-openpgp");
        assertThat(sums.shows).hasValue(0);
    }

    @Test
    void bundleThatLeavesDuringTheCallIsUnavailable() throws IOException {
        test.engine.signatures = new FakeVerifier() {
            @Override
            public boolean isInlineSigned(byte[] document) {
                throw new NoClassDefFoundError("org/bouncycastle/Gone");
            }
        };
        put(SUMS, SUM);
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void currentVerifierIsUsed() throws IOException {
        test.engine.signatures = null;
        test.engine.signatures = new FakeVerifier();
        put(SUMS, SUM);
        put(SUMS + ".asc", "good");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void signatureIsNotVerifiedUnlessRequired() throws IOException {
        test.engine.modified(TestConfig.quick().get());
        put(SUMS, SUM + "  image.img\n");
        put(SUMS + ".asc", "bad");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    private FetchRequest request(String file) throws ImageException {
        return test.request().checksumFile(ImageRequest.of(ImageReference.parse(file)));
    }

    private FakeImage put(String reference, String text) {
        return test.resolver.put(reference, FakeImage.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Accepts a signature with the text "good", and a text that follows the word SIGNED. */
    private static class FakeVerifier implements ChecksumSignatures {
        @Override
        public boolean isInlineSigned(byte[] document) {
            return text(document).contains("SIGNED\n");
        }

        @Override
        public List<String> detachedSuffixes() {
            return List.of(".asc", ".sig");
        }

        @Override
        public SignedText verify(byte[] document, String name) {
            String text = text(document);
            return new SignedText(text.substring(text.indexOf("SIGNED\n") + 7), "notary");
        }

        @Override
        public SignedText verify(byte[] document, byte[] signature, String name) throws ImageException {
            if (!text(signature).equals("good")) {
                throw new ImageException(ErrorCode.UNTRUSTED, name + " was not signed by the notary");
            }
            return new SignedText(text(document), "notary");
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

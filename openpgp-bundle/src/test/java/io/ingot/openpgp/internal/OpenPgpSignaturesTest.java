// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPgpSignaturesTest {
    private static final String TEXT = "# sums\n" + "5f".repeat(32) + "  x.img\n-----\n- a";
    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final Signer joe = Signer.withSubkey();
    private OpenPgpSignatures signatures;

    @BeforeEach
    void trustJoe() throws IOException {
        signatures = trusting(Files.writeString(folder.resolve("joe.asc"), joe.certificate()));
    }

    @Test
    void messageSignedByATrustedSubkeyIsVerified() throws IOException {
        var signed = signatures.verify(bytes(joe.message(TEXT)), "SUMS");
        assertThat(signed.text()).isEqualTo(TEXT.replace("\n", "\r\n"));
        assertThat(signed.signer()).isEqualTo(joe.fingerprint());
        assertThat(signatures.signsItself(bytes(joe.message(TEXT)))).isTrue();
        assertThat(signatures.signsItself(bytes(TEXT))).isFalse();
    }

    @Test
    void lineEndsAndTrailingWhiteSpaceAreNotSigned() throws IOException {
        String message = joe.message(TEXT).replace("\n", " \t\r\n");
        assertThat(signatures.verify(bytes("\r\n" + message + "\n\n"), "SUMS").text())
                .isEqualTo(TEXT.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {PGPSignature.BINARY_DOCUMENT, PGPSignature.CANONICAL_TEXT_DOCUMENT})
    void detachedSignatureIsVerifiedArmoredAndBinary(int type) throws IOException {
        joe.ofType(type);
        assertThat(signatures
                        .verify(bytes(TEXT), bytes(joe.armored(bytes(TEXT))), "SUMS")
                        .text())
                .isEqualTo(TEXT);
        assertThat(signatures
                        .verify(bytes(TEXT), joe.signature(bytes(TEXT)), "SUMS")
                        .signer())
                .isEqualTo(joe.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keysOfVersion6AreTrusted(boolean large) throws IOException {
        Signer ann = Signer.ofVersion6(large);
        OpenPgpSignatures trusted = trusting(Files.writeString(folder.resolve("ann.asc"), ann.certificate()));
        assertThat(trusted.verify(bytes(ann.message(TEXT)), "SUMS").signer()).isEqualTo(ann.fingerprint());
        assertThat(untrusted(() -> trusted.verify(bytes(ann.message(TEXT).replace("x.img", "y.img")), "SUMS")))
                .hasMessageContaining("changed");
    }

    @Test
    void oneGoodSignatureIsEnough() throws IOException {
        byte[] both = concat(Signer.withSubkey().signature(bytes(TEXT)), joe.signature(bytes(TEXT)));
        assertThat(signatures.verify(bytes(TEXT), both, "SUMS").signer()).isEqualTo(joe.fingerprint());
    }

    @Test
    void keysAreReadFromSeveralFilesInAnyForm() throws IOException {
        Signer ann = Signer.withSubkey();
        Signer bob = Signer.withSubkey();
        Path several = Files.writeString(folder.resolve("several.asc"), ann.certificate() + "\n" + joe.certificate());
        Path binary = Files.write(folder.resolve("bob.gpg"), bob.binaryCertificate());
        OpenPgpSignatures all = trusting(several, binary);
        for (Signer signer : List.of(ann, joe, bob)) {
            assertThat(all.verify(bytes(signer.message(TEXT)), "SUMS").signer()).isEqualTo(signer.fingerprint());
        }
    }

    @Test
    void changedLineIsNotTrusted() throws IOException {
        String changed = joe.message(TEXT).replace("x.img", "y.img");
        assertThat(untrusted(changed)).hasMessageContainingAll("SUMS", "io.ingot.openpgp/keyFiles", "changed");
        assertThat(untrusted(bytes(TEXT + "x"), joe.signature(bytes(TEXT)))).hasMessageContaining("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2$s\n%1$s", "%1$s%2$s\n", "%1$s%1$s"})
    void textOutsideTheMessageIsNotTrusted(String form) throws IOException {
        String message = joe.message(TEXT);
        assertThat(untrusted(form.formatted(message, "00  x.img"))).hasMessageContaining("outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Comment: a\n", "00  x.img\n", "Hash: SHA512\n \nHash: SHA256\n"})
    void linesInsertedIntoTheHeadersAreNotTrusted(String smuggled) throws IOException {
        untrusted(joe.message(TEXT).replaceFirst("Hash: SHA512\n", smuggled));
    }

    @Test
    void unescapedDashIsNotTrusted() throws IOException {
        assertThat(untrusted(joe.message(TEXT).replace("- -----\n", "-----\n"))).hasMessageContaining("dash");
    }

    @Test
    void truncatedMessageIsNotTrusted() throws IOException {
        String message = joe.message(TEXT).stripTrailing();
        for (int length = 40; length < message.length(); length += 7) {
            untrusted(message.substring(0, length));
        }
    }

    @Test
    void unknownKeyIsNotTrusted() throws IOException {
        Signer other = Signer.withSubkey();
        assertThat(untrusted(other.message(TEXT)))
                .hasMessageContainingAll(
                        "not signed by a key of io.ingot.openpgp/keyFiles",
                        other.fingerprint().substring(24));
    }

    @ParameterizedTest
    @ValueSource(ints = {HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160})
    void signatureWithAWeakDigestIsNotTrusted(int digest) throws IOException {
        untrusted(joe.by(digest).message(TEXT));
    }

    @Test
    void signatureOfAnotherTypeIsNotTrusted() throws IOException {
        untrusted(bytes(TEXT), joe.ofType(PGPSignature.STAND_ALONE).signature(bytes(TEXT)));
        untrusted(bytes(TEXT), joe.ofType(PGPSignature.POSITIVE_CERTIFICATION).signature(bytes(TEXT)));
    }

    @Test
    void expiredSignatureIsNotTrusted() throws IOException {
        untrusted(joe.forSeconds(60).message(TEXT));
    }

    @Test
    void futureSignatureIsNotTrusted() throws IOException {
        untrusted(joe.at(NOW.plusSeconds(86_400)).message(TEXT));
    }

    @Test
    void signatureOlderThanItsKeyIsNotTrusted() throws IOException {
        untrusted(joe.at(Signer.BORN.minusSeconds(86_400)).message(TEXT));
    }

    @Test
    void keyThatExpiredAfterSigningIsNotTrusted() throws IOException {
        Signer ann = Signer.expiring(NOW.getEpochSecond() - Signer.BORN.getEpochSecond() + 60);
        Path key = Files.writeString(folder.resolve("ann.asc"), ann.certificate());
        assertThat(trusting(key).verify(bytes(ann.message(TEXT)), "SUMS").signer())
                .isEqualTo(ann.fingerprint());
        OpenPgpSignatures later = trusting(NOW.plusSeconds(120), key);
        assertThat(refusal(() -> later.verify(bytes(ann.message(TEXT)), "SUMS")).code())
                .isEqualTo(ErrorCode.UNTRUSTED);
    }

    @Test
    void revokedKeyIsNotTrusted() throws IOException, PGPException {
        String message = joe.message(TEXT);
        Path key =
                Files.writeString(folder.resolve("revoked.asc"), joe.revoked().certificate());
        OpenPgpSignatures later = trusting(Instant.now().plusSeconds(60), key);
        assertThat(refusal(() -> later.verify(bytes(message), "SUMS")).code()).isEqualTo(ErrorCode.UNTRUSTED);
    }

    @Test
    void revokedSubkeyIsNotTrusted() throws IOException, PGPException {
        String message = joe.message(TEXT);
        Path key = Files.writeString(
                folder.resolve("revoked.asc"), joe.revokedSubkey().certificate());
        OpenPgpSignatures later = trusting(Instant.now().plusSeconds(60), key);
        assertThat(refusal(() -> later.verify(bytes(message), "SUMS")).code()).isEqualTo(ErrorCode.UNTRUSTED);
    }

    @Test
    void tooManySignaturesAreRefused() throws IOException {
        byte[] one = joe.signature(bytes(TEXT));
        byte[][] many = new byte[17][];
        Arrays.fill(many, one);
        assertThat(signatures
                        .verify(bytes(TEXT), concat(Arrays.copyOf(many, 16)), "SUMS")
                        .signer())
                .isEqualTo(joe.fingerprint());
        assertThat(untrusted(bytes(TEXT), concat(many))).hasMessageContaining("more than 16 signatures");
    }

    @Test
    void otherPacketsAreNotTrusted() throws IOException {
        untrusted(bytes(TEXT), new byte[0]);
        untrusted(bytes(TEXT), bytes("<html>"));
        untrusted(bytes(TEXT), bytes(joe.certificate()));
        untrusted(bytes(TEXT), concat(joe.signature(bytes(TEXT)), joe.binaryCertificate()));
    }

    @Test
    void damagedSignaturesAreNeverTrusted() throws IOException {
        byte[] good = joe.ofType(PGPSignature.BINARY_DOCUMENT).signature(bytes(TEXT));
        String message = joe.message(TEXT);
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            verifyDamaged(() -> signatures.verify(bytes(TEXT), damaged, "SUMS"));
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            untrusted(bytes(TEXT), garbage);
            byte[] broken = bytes(message);
            broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            verifyDamaged(() -> signatures.verify(broken, "SUMS"));
        }
    }

    @Test
    void withoutKeysNoSignatureIsTrusted() {
        OpenPgpSignatures withoutKeys = trusting();
        ImageException e = refusal(() -> withoutKeys.verify(bytes(joe.message(TEXT)), "SUMS"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED);
        assertThat(e).hasMessageContaining("io.ingot.openpgp/keyFiles is empty");
    }

    @Test
    void keyFileThatOthersCanChangeIsRefused() throws IOException {
        Path key = Files.writeString(folder.resolve("shared.asc"), joe.certificate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-rw-"));
        ImageException e = refusal(() -> trusting(key).verify(bytes(joe.message(TEXT)), "SUMS"));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(e).hasMessageContainingAll("io.ingot.openpgp/keyFiles", "can be changed by others", "0666");
    }

    @Test
    void unreadableKeyFileIsReported() throws IOException {
        Path absent = folder.resolve("absent.asc");
        Path secret = Files.writeString(folder.resolve("secret.asc"), joe.secretKey());
        Path page = Files.writeString(folder.resolve("page.asc"), "<html>");
        Path empty = Files.writeString(folder.resolve("empty.asc"), "");
        Path large = Files.write(folder.resolve("large.asc"), new byte[(4 << 20) + 1]);
        for (Path file : List.of(absent, secret, page, empty, large)) {
            OpenPgpSignatures wrong = trusting(file);
            ImageException e = refusal(() -> wrong.verify(bytes(joe.message(TEXT)), "SUMS"));
            assertThat(e.code()).as(file.toString()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(e).hasMessageContainingAll("io.ingot.openpgp/keyFiles", file.toString());
        }
    }

    @Test
    void keysAreReadAtEachUse() throws IOException {
        Signer ann = Signer.withSubkey();
        untrusted(ann.message(TEXT));
        Files.writeString(folder.resolve("joe.asc"), ann.certificate());
        assertThat(signatures.verify(bytes(ann.message(TEXT)), "SUMS").signer()).isEqualTo(ann.fingerprint());
    }

    @Test
    void invalidSettingIsReportedAndACorrectedOneApplies() throws IOException {
        OpenPgpSignatures wrong = new OpenPgpSignatures(config("keys/joe.asc"), () -> NOW);
        ImageException e = refusal(() -> wrong.verify(bytes(joe.message(TEXT)), "SUMS"));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(e).hasMessageContainingAll("io.ingot.openpgp/keyFiles", "absolute", "keys/joe.asc");
        wrong.modified(config(folder + "/none.asc , " + folder.resolve("joe.asc")));
        Files.writeString(folder.resolve("none.asc"), Signer.withSubkey().certificate());
        assertThat(wrong.verify(bytes(joe.message(TEXT)), "SUMS").signer()).isEqualTo(joe.fingerprint());
        wrong.modified(config("a\0b"));
        assertThat(wrong.verify(bytes(joe.message(TEXT)), "SUMS").signer()).isEqualTo(joe.fingerprint());
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> new OpenPgpConfigurationCheck(config("keys/joe.asc"))))
                .hasMessageContaining("io.ingot.openpgp/keyFiles");
    }

    @Test
    void noSecurityProviderIsRegistered() throws IOException {
        signatures.verify(bytes(joe.message(TEXT)), "SUMS");
        assertThat(Arrays.stream(Security.getProviders()).map(java.security.Provider::getName))
                .noneMatch(name -> name.startsWith("BC"));
    }

    private OpenPgpSignatures trusting(Path... files) {
        return trusting(NOW, files);
    }

    private static OpenPgpSignatures trusting(Instant now, Path... files) {
        return new OpenPgpSignatures(
                config(Arrays.stream(files).map(Path::toString).toArray(String[]::new)), () -> now);
    }

    private static OpenPgpConfig config(String... files) {
        return (OpenPgpConfig) Proxy.newProxyInstance(
                OpenPgpConfig.class.getClassLoader(),
                new Class<?>[] {OpenPgpConfig.class},
                (proxy, method, arguments) -> files);
    }

    private ImageException untrusted(String message) {
        return untrusted(() -> signatures.verify(bytes(message), "SUMS"));
    }

    private ImageException untrusted(byte[] document, byte[] signature) {
        return untrusted(() -> signatures.verify(document, signature, "SUMS"));
    }

    private static ImageException untrusted(Verification verification) {
        ImageException e = refusal(verification);
        assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED);
        return e;
    }

    /** Verifies a damaged signature; the damage may be in a part that is not signed. */
    private static void verifyDamaged(Verification verification) {
        try {
            verification.verify();
        } catch (IOException e) {
            assertThat(e)
                    .isInstanceOfSatisfying(
                            ImageException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNTRUSTED));
        }
    }

    private static ImageException refusal(Verification verification) {
        ImageException e = catchThrowableOfType(ImageException.class, verification::verify);
        assertThat(e).as("it was to be refused").isNotNull();
        return e;
    }

    @FunctionalInterface
    private interface Verification {
        Object verify() throws IOException;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] one : all) {
            bytes.writeBytes(one);
        }
        return bytes.toByteArray();
    }
}

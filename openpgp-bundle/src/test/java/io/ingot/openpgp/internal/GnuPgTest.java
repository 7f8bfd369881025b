// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies signatures by GnuPG 2.2 ({@code --clearsign}, {@code --armor --detach-sign}, an RSA key). */
class GnuPgTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final String SIGNER = "4697FE18DA274323627FD4478F4DD361E8CA6EEA";

    @TempDir
    Path folder;

    @Test
    void signedMessageIsVerified() throws IOException {
        var signed = signatures().verify(resource("signed.asc"), "signed.asc");
        assertThat(signed.signer()).isEqualTo(SIGNER);
        assertThat(signed.text()).endsWith("7  x.img\r\n- dash");
    }

    @Test
    void detachedSignatureIsVerified() throws IOException {
        assertThat(signatures()
                        .verify(resource("SUMS"), resource("SUMS.asc"), "SUMS")
                        .signer())
                .isEqualTo(SIGNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "brainpoolP256r1-SHA256",
                "brainpoolP256r1-SHA384",
                "brainpoolP256r1-SHA512",
                "brainpoolP384r1-SHA384",
                "brainpoolP384r1-SHA512",
                "brainpoolP512r1-SHA512",
                "ed25519-SHA256",
                "ed25519-SHA384",
                "ed25519-SHA512",
                "nistp256-SHA256",
                "nistp256-SHA384",
                "nistp256-SHA512",
                "nistp384-SHA384",
                "nistp384-SHA512",
                "nistp521-SHA512",
                "rsa3072-SHA256",
                "rsa3072-SHA384",
                "rsa3072-SHA512",
                "secp256k1-SHA256",
                "secp256k1-SHA384",
                "secp256k1-SHA512"
            })
    void everyAlgorithmIsVerified(String algorithms) throws IOException {
        byte[] message = resource("algorithms/" + algorithms + ".asc");
        assertThat(signatures("keys.asc").verify(message, "SUMS").text()).endsWith("  image");
        message[message.length / 4]++;
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> signatures("keys.asc").verify(message, "SUMS"));
    }

    @Test
    void dsaKeyIsNotTrusted() throws IOException {
        byte[] message = resource("dsa.asc");
        ImageException e = catchThrowableOfType(
                ImageException.class, () -> signatures("keys.asc").verify(message, "SUMS"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED);
        assertThat(e).hasMessageContainingAll("0364929D07589559", "DSA");
    }

    private OpenPgpSignatures signatures() throws IOException {
        return signatures("key.asc");
    }

    private OpenPgpSignatures signatures(String keys) throws IOException {
        Path key = Files.write(folder.resolve("key.asc"), resource(keys));
        OpenPgpConfig config = (OpenPgpConfig) Proxy.newProxyInstance(
                OpenPgpConfig.class.getClassLoader(),
                new Class<?>[] {OpenPgpConfig.class},
                (proxy, method, arguments) -> new String[] {key.toString()});
        return new OpenPgpSignatures(config, () -> NOW);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = GnuPgTest.class.getResourceAsStream("/gnupg/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}

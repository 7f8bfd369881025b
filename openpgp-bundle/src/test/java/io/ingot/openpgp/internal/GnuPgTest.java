// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GnuPG 2.2 wrote ({@code --clearsign}, {@code --armor --detach-sign}, an RSA key) is verified. */
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
    void signatureApartIsVerified() throws IOException {
        assertThat(signatures()
                        .verify(resource("SUMS"), resource("SUMS.asc"), "SUMS")
                        .signer())
                .isEqualTo(SIGNER);
    }

    private OpenPgpSignatures signatures() throws IOException {
        Path key = Files.write(folder.resolve("key.asc"), resource("key.asc"));
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

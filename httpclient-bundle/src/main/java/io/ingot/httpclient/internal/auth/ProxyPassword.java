// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.httpclient.internal.settings.ProxySettings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The proxy's password, read for each request that needs it: a file that is replaced counts at once. */
public final class ProxyPassword {
    private static final int MAX_BYTES = 64 << 10;

    private ProxyPassword() {}

    /**
     * The header that the proxy wants, if there is a user.
     *
     * @throws ImageException INVALID_CONFIGURATION if the file cannot be read or holds no password
     */
    public static Optional<Secret> header(ProxySettings proxy) throws ImageException {
        if (proxy.user().isEmpty() || proxy.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        Secret password = read(proxy.passwordFile().get());
        return Optional.of(CredentialHeaders.basic(proxy.user().get(), password));
    }

    private static Secret read(Path file) throws ImageException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1); // the size that a device or a pipe tells is no bound
            String text = bytes.length > MAX_BYTES ? "" : utf8(bytes);
            String firstLine = text.lines().findFirst().orElse("");
            if (!firstLine.isEmpty()) {
                return Secret.of(firstLine);
            }
        } catch (IOException e) {
            throw unusable(file, e.getClass().getSimpleName());
        }
        throw unusable(file, "its first line is empty, or the file too large");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static ImageException unusable(Path file, String why) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                HttpClientSettings.PID + "/proxyPasswordFile: no password in " + file + ": " + why);
    }
}

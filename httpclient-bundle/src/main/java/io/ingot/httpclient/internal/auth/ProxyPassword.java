// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.httpclient.internal.settings.ProxySettings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The proxy's password, read for each request that needs it: a file that is replaced counts at once. */
public final class ProxyPassword {
    private static final long MAX_BYTES = 64 << 10;

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
        try {
            String text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file);
            String firstLine = text.lines().findFirst().orElse("");
            if (!firstLine.isEmpty()) {
                return Secret.of(firstLine);
            }
        } catch (IOException e) {
            throw unusable(file, e.getClass().getSimpleName());
        }
        throw unusable(file, "its first line is empty, or the file too large");
    }

    private static ImageException unusable(Path file, String why) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                HttpClientSettings.PID + "/proxyPasswordFile: no password in " + file + ": " + why);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import io.ingot.common.file.TrustedFile;
import io.ingot.httpclient.internal.auth.CredentialHeaders;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** User and password for a proxy. */
public sealed interface ProxyLogin {
    /**
     * The value of {@code Proxy-Authorization}.
     *
     * @throws ImageException INVALID_CONFIGURATION if there is no password to be had
     */
    Secret header() throws ImageException;

    /** A password that was given with the proxy's URL. */
    record Given(String user, Secret password) implements ProxyLogin {
        @Override
        public Secret header() {
            return CredentialHeaders.basic(user, password);
        }
    }

    /**
     * A password in a file, read for each request that needs it: a file that is replaced counts at once.
     *
     * @param property what names the file, for messages
     * @param file its first line is the password
     */
    record InFile(String user, String property, Path file) implements ProxyLogin {
        private static final int MAX_BYTES = 64 << 10;

        @Override
        public Secret header() throws ImageException {
            try (InputStream in = TrustedFile.open(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                String text = bytes.length > MAX_BYTES ? "" : utf8(bytes);
                String firstLine = text.lines().findFirst().orElse("");
                if (!firstLine.isEmpty()) {
                    return CredentialHeaders.basic(user, Secret.of(firstLine));
                }
            } catch (IOException e) {
                throw unusable(ImageException.reason(e));
            }
            throw unusable("its first line is empty, or the file too large");
        }

        private static String utf8(byte[] bytes) throws CharacterCodingException {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }

        private ImageException unusable(String why) {
            return new ImageException(
                    ErrorCode.INVALID_CONFIGURATION, property + ": no password in " + file + ": " + why);
        }
    }
}

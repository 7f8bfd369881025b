// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import io.ingot.common.secret.SecretFile;
import io.ingot.httpclient.internal.auth.CredentialHeaders;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** User and password for a proxy. */
public sealed interface ProxyLogin {
    /**
     * Returns the value of {@code Proxy-Authorization}.
     *
     * @throws ImageException INVALID_CONFIGURATION if the password cannot be read
     */
    Secret header() throws ImageException;

    /** A password from the URL of the proxy. */
    record Given(String user, Secret password) implements ProxyLogin {
        @Override
        public Secret header() {
            return CredentialHeaders.basic(user, password);
        }
    }

    /**
     * A password in a file, which is read for each request that needs it, so that a replaced file takes effect
     * immediately.
     *
     * @param property the property that names the file, for messages
     * @param file the file, which holds only the password
     */
    record InFile(String user, String property, Path file) implements ProxyLogin {
        @Override
        public Secret header() throws ImageException {
            try {
                return CredentialHeaders.basic(user, SecretFile.read(file));
            } catch (IOException e) {
                throw new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        property + ": cannot read the password in " + file + ": " + ImageException.reason(e));
            }
        }
    }
}

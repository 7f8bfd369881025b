// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.common.secret.ConfiguredSecret;
import io.ingot.common.secret.SecretReader;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Reads the credentials of a configuration, at each use. */
@FunctionalInterface
interface CredentialSource {
    /**
     * Reads the current credentials.
     *
     * @throws ImageException INVALID_CONFIGURATION if a property is invalid; names the property
     */
    Credentials read() throws ImageException;

    /**
     * Parses a configuration. An invalid one results in a source that fails at each use, so that a request is never sent
     * without credentials or with others.
     *
     * @param pid the name of the configuration, for messages
     */
    static CredentialSource of(String pid, CredentialsConfig config) {
        try {
            return parse(pid, config);
        } catch (IllegalArgumentException e) {
            LoggerFactory.getLogger(CredentialSource.class).error("invalid credentials: {}", e.getMessage());
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    /** A source that fails at each use with the problem. */
    static CredentialSource invalid(String problem) {
        return () -> {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, problem);
        };
    }

    private static CredentialSource parse(String pid, CredentialsConfig config) {
        String user = config.user();
        Optional<SecretReader> password =
                ConfiguredSecret.of(pid + "/passwordFile", config.passwordFile(), config._password());
        Optional<SecretReader> token = ConfiguredSecret.of(pid + "/tokenFile", config.tokenFile(), config._token());
        if (token.isPresent() && (password.isPresent() || !user.isEmpty())) {
            throw new IllegalArgumentException(pid
                    + "/tokenFile is set together with user or passwordFile; set either a token, or user and password");
        }
        if (token.isPresent()) {
            SecretReader source = token.get();
            return () -> new Credentials.Token(source.read());
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException(pid + "/user is missing; set user and passwordFile, or tokenFile");
        }
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    pid + "/user must not contain a colon (RFC 7617); if a password follows it, move"
                            + " that to the file that passwordFile names");
        }
        SecretReader source = password.orElseThrow(
                () -> new IllegalArgumentException(pid + "/passwordFile is missing, but user is set"));
        return () -> new Credentials.Password(user, source.read());
    }
}

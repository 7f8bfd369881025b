// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The headers that carry credentials. They are sent preemptively, without a challenge. */
public final class CredentialHeaders {
    private CredentialHeaders() {}

    /**
     * Returns the headers for credentials: Basic authentication in UTF-8 for a password (RFC 7617), a bearer token for
     * a token (RFC 6750), headers unchanged.
     *
     * @return secret values by name, in lower case
     * @throws ImageException NOT_AUTHORIZED for a kind that HTTP does not support, or for characters that a header
     *     cannot hold
     */
    public static Map<String, Secret> of(Credentials credentials) throws ImageException {
        Map<String, Secret> headers;
        if (credentials instanceof Credentials.Password password) {
            headers = Map.of("authorization", basic(password.user(), password.password()));
        } else if (credentials instanceof Credentials.Token token) {
            headers =
                    Map.of("authorization", Secret.of("Bearer " + token.token().reveal()));
        } else if (credentials instanceof Credentials.Headers given) {
            headers = given.headers();
        } else {
            throw new ImageException(
                    ErrorCode.NOT_AUTHORIZED,
                    "credentials of the kind " + credentials.getClass().getSimpleName()
                            + " cannot be used over HTTP; use a password, a token or headers");
        }
        for (Map.Entry<String, Secret> header : headers.entrySet()) {
            if (!HeaderSyntax.isSendable(header.getKey(), header.getValue().reveal())) {
                throw new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        "the credentials have characters that the header '" + header.getKey() + "' cannot hold");
            }
        }
        return new TreeMap<>(headers);
    }

    /** Returns the value of a header for Basic authentication. */
    public static Secret basic(String user, Secret password) {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
}

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

/** The headers that carry credentials, sent without waiting to be asked for them. */
public final class CredentialHeaders {
    private CredentialHeaders() {}

    /**
     * A password as Basic authentication in UTF-8 (RFC 7617), a token as a bearer's (RFC 6750), headers as they are.
     *
     * @return secret values by name, in lower case
     * @throws ImageException NOT_AUTHORIZED for a kind that HTTP does not know, or what no header can carry
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
            if (!HeaderSyntax.sendable(header.getKey(), header.getValue().reveal())) {
                throw new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        "the credentials hold what the header '" + header.getKey() + "' cannot carry");
            }
        }
        return new TreeMap<>(headers);
    }

    /** The value of a header for Basic authentication. */
    public static Secret basic(String user, Secret password) {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
}

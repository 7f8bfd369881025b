// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.auth;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import java.util.Optional;

/** Chooses the credentials: those of the request, else those in the URL. */
public final class RequestCredentials {
    private RequestCredentials() {}

    /**
     * Returns the credentials, if there are any.
     *
     * @throws ImageException INVALID_REFERENCE if the URL's userinfo is not a user and a password
     */
    public static Optional<Credentials> of(ImageRequest request) throws ImageException {
        if (request.credentials().isPresent()) {
            return request.credentials();
        }
        Optional<Secret> userInfo = request.reference().userInfo();
        return userInfo.isPresent() ? Optional.of(fromUrl(request.reference(), userInfo.get())) : Optional.empty();
    }

    /** Decodes user and password (RFC 3986 §3.2.1); without a colon the password is empty. */
    private static Credentials fromUrl(ImageReference reference, Secret userInfo) throws ImageException {
        String[] parts = userInfo.reveal().split(":", 2);
        try {
            return new Credentials.Password(decode(parts[0]), Secret.of(parts.length < 2 ? "" : decode(parts[1])));
        } catch (IllegalArgumentException e) { // not a cause: its message may hold a part of the password
            throw new ImageException(
                    ErrorCode.INVALID_REFERENCE,
                    "the userinfo of " + reference
                            + " is not a user and a password: write USER:PASSWORD@, with a colon or"
                            + " a percent sign in either as %3A, %25; the user must not be empty or have a colon");
        }
    }

    private static String decode(String text) {
        return PercentEncoding.decode(text)
                .orElseThrow(() -> new IllegalArgumentException("not percent-encoded UTF-8"));
    }
}

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

/** Chooses credentials: those of the request and no others, else those in the URL. */
public final class RequestCredentials {
    private RequestCredentials() {}

    /**
     * The credentials to ask with, if there are any.
     *
     * @throws ImageException INVALID_REFERENCE if the URL's userinfo is no user and password
     */
    public static Optional<Credentials> of(ImageRequest request) throws ImageException {
        if (request.credentials().isPresent()) {
            return request.credentials();
        }
        Optional<Secret> userInfo = request.reference().userInfo();
        return userInfo.isPresent() ? Optional.of(fromUrl(request.reference(), userInfo.get())) : Optional.empty();
    }

    /** User and password, percent-decoded (RFC 3986 §3.2.1); without a colon the password is empty. */
    private static Credentials fromUrl(ImageReference reference, Secret userInfo) throws ImageException {
        String[] parts = userInfo.reveal().split(":", 2);
        try {
            return new Credentials.Password(decoded(parts[0]), Secret.of(parts.length < 2 ? "" : decoded(parts[1])));
        } catch (IllegalArgumentException e) { // its message may hold a part of the password: it goes nowhere
            throw new ImageException(
                    ErrorCode.INVALID_REFERENCE,
                    "the userinfo of " + reference + " is no user and password: write USER:PASSWORD@, with a colon or"
                            + " a percent sign in either as %3A, %25; the user is not empty and holds no colon");
        }
    }

    private static String decoded(String text) {
        return PercentEncoding.decode(text)
                .orElseThrow(() -> new IllegalArgumentException("not percent-encoded UTF-8"));
    }
}

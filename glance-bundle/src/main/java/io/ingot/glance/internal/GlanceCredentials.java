// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageRequest;
import java.util.Map;
import java.util.Optional;

/** How a caller's credentials are sent to Glance: a Keystone token in {@code X-Auth-Token}. */
final class GlanceCredentials {
    private static final String TOKEN_HEADER = "x-auth-token";

    private GlanceCredentials() {}

    /** @throws ImageException NOT_AUTHORIZED for a kind that Glance does not take */
    static Optional<Credentials> of(ImageRequest request) throws ImageException {
        if (request.credentials().isEmpty()) {
            return Optional.empty();
        }
        Credentials credentials = request.credentials().get();
        if (credentials instanceof Credentials.Token token) {
            return Optional.of(new Credentials.Headers(Map.of(TOKEN_HEADER, token.token())));
        }
        if (credentials instanceof Credentials.Headers) {
            return Optional.of(credentials);
        }
        throw new ImageException(
                ErrorCode.NOT_AUTHORIZED,
                "Glance takes a Keystone token for " + request.reference() + ", not a user and a password");
    }
}

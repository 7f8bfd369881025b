// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The credentials of a request. Branch with a default, since kinds are added in minor versions: a service that does not
 * support a kind throws {@link ErrorCode#NOT_AUTHORIZED}.
 */
public sealed interface Credentials {
    /**
     * A user and a password, for HTTP Basic authentication (RFC 7617) for example.
     *
     * @param user the user name, without a colon (RFC 7617 §2)
     * @param password the password
     */
    record Password(String user, Secret password) implements Credentials {
        /**
         * Checks the user name.
         *
         * @throws IllegalArgumentException if the user name is empty or contains a colon
         */
        public Password {
            Objects.requireNonNull(password);
            if (user.isEmpty() || user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name must not be empty and must not contain a colon");
            }
        }
    }

    /**
     * A bearer token. The service decides how it is sent.
     *
     * @param token the token
     */
    record Token(Secret token) implements Credentials {
        /** Checks that the token is not null. */
        public Token {
            Objects.requireNonNull(token);
        }
    }

    /**
     * Request headers, as a registry or a signed location may require.
     *
     * @param headers the values by name, in lower case
     */
    record Headers(Map<String, Secret> headers) implements Credentials {
        /** Copies the map, with names in lower case. */
        public Headers {
            Map<String, Secret> copy = new TreeMap<>();
            headers.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
            headers = Map.copyOf(copy);
        }
    }
}

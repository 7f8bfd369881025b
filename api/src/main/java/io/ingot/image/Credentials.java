// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * As whom an image is asked for. Branch with a default: a kind that a service does not know is
 * {@link ErrorCode#NOT_AUTHORIZED}, since new kinds come in minor versions.
 */
public sealed interface Credentials {
    /** A user and a password: HTTP Basic (RFC 7617), for example. */
    record Password(String user, Secret password) implements Credentials {
        /**
         * Refuses a user that is empty or holds a colon, which Basic authentication cannot carry (RFC 7617 §2).
         *
         * @throws IllegalArgumentException if it does
         */
        public Password {
            Objects.requireNonNull(password);
            if (user.isEmpty() || user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name must not be empty nor hold a colon");
            }
        }
    }

    /** A bearer's token; how it is sent is the service's to know. */
    record Token(Secret token) implements Credentials {
        /** Checks that there is one. */
        public Token {
            Objects.requireNonNull(token);
        }
    }

    /** Request headers by name, in lower case: what a registry or a signed location asks for. */
    record Headers(Map<String, Secret> headers) implements Credentials {
        /** Copies the map, its names in lower case. */
        public Headers {
            Map<String, Secret> copy = new TreeMap<>();
            headers.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
            headers = Map.copyOf(copy);
        }
    }
}

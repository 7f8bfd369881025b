// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.text.Printable;
import java.util.Arrays;
import java.util.Optional;

/** How we authenticate: the plugins of keystoneauth of which we know the equal. */
enum AuthType {
    NONE("none", "None"),
    PASSWORD("password", "v3password"),
    APPLICATION_CREDENTIAL("v3applicationcredential", "application_credential"),
    TOKEN("token", "v3token");

    private final String word;
    private final String alias;

    AuthType(String word, String alias) {
        this.word = word;
        this.alias = alias;
    }

    /** Its name. */
    String word() {
        return word;
    }

    /**
     * That of a name.
     *
     * @param what what says it, for the message
     * @throws IllegalArgumentException if it is unknown
     */
    static AuthType of(String what, String name) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(name) || type.alias.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what
                        + " must be none, password, v3applicationcredential or token, was " + Printable.quoted(name)));
    }

    /** What settings are for that name no type; absent if they are for none. */
    static Optional<AuthType> fitting(CloudValues values) {
        if (values.has("application_credential_id")
                || values.has("application_credential_name")
                || values.hasSecret("application_credential_secret")) {
            return Optional.of(APPLICATION_CREDENTIAL);
        }
        if (values.hasSecret("token")) {
            return Optional.of(TOKEN);
        }
        if (values.hasSecret("password") || values.has("username") || values.has("user_id")) {
            return Optional.of(PASSWORD);
        }
        return Optional.empty();
    }
}

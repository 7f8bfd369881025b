// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.text.Printable;
import java.util.Arrays;
import java.util.Optional;

/** The supported authentication types, by the names of their keystoneauth plugins. */
enum AuthType {
    NONE("none", "None"),
    PASSWORD("password", "v3password"),
    APPLICATION_CREDENTIAL("v3applicationcredential", "application_credential"),
    TOKEN("token", "v3token");

    private final String keystoneName;
    private final String alias;

    AuthType(String word, String alias) {
        this.keystoneName = word;
        this.alias = alias;
    }

    /**
     * Returns the type of a name.
     *
     * @param what the setting, for messages
     * @throws IllegalArgumentException if the name is unknown
     */
    static AuthType of(String what, String name) {
        return Arrays.stream(values())
                .filter(type -> type.keystoneName.equals(name) || type.alias.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what
                        + " must be none, password, v3applicationcredential or token, was " + Printable.quoted(name)));
    }

    /** Infers the type from settings that name none; absent if they contain no credentials. */
    static Optional<AuthType> inferredFrom(CloudSettings settings) {
        CloudSettings.Secrets secrets = settings.secrets();
        if (settings.user().applicationCredential().isPresent()
                || secrets.applicationCredentialSecret().isPresent()) {
            return Optional.of(APPLICATION_CREDENTIAL);
        }
        if (secrets.token().isPresent()) {
            return Optional.of(TOKEN);
        }
        return secrets.password().isPresent() || settings.user().user().isPresent()
                ? Optional.of(PASSWORD)
                : Optional.empty();
    }
}

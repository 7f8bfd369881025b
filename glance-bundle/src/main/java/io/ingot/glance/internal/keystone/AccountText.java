// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.text.Printable;

/** Describes accounts in messages. */
final class AccountText {
    private AccountText() {}

    /** The identity and scope: {@code user 'ironic' of domain 'default' for project 'service' of domain 'default'}. */
    static String of(Account account) {
        return identity(account.identity()) + scope(account.scope());
    }

    /** The settings of the account. */
    static String settings(Account account) {
        Identity identity = account.identity();
        if (identity instanceof Identity.ApplicationCredential) {
            return "io.ingot.glance/applicationCredentialId and applicationCredentialSecretFile";
        }
        if (identity instanceof Identity.Token) {
            return "io.ingot.glance/tokenFile";
        }
        return "io.ingot.glance/username, passwordFile, projectName and the domains of both";
    }

    /** The likely causes of a rejection; Keystone does not say which one it is. */
    static String likelyCauses(Account account) {
        Identity identity = account.identity();
        if (identity instanceof Identity.ApplicationCredential) {
            return "its secret may be wrong, it may be expired or deleted, or its user or project may be disabled";
        }
        if (identity instanceof Identity.Token) {
            return "the token may be expired or revoked";
        }
        return "the password may be wrong or expired; user, project or domain may be unknown or disabled; or the user has"
                + " no role there";
    }

    private static String identity(Identity identity) {
        if (identity instanceof Identity.Password password) {
            return "user " + name(password.user());
        }
        if (identity instanceof Identity.ApplicationCredential application) {
            return "application credential " + name(application.credential())
                    + application.user().map(user -> " of user " + name(user)).orElse("");
        }
        return "the holder of the configured token";
    }

    private static String scope(TokenScope scope) {
        if (scope instanceof TokenScope.Project project) {
            return " for project " + name(project.project());
        }
        if (scope instanceof TokenScope.Domain domain) {
            return " for domain " + name(domain.domain());
        }
        return scope instanceof TokenScope.WholeSystem ? " for the whole system" : "";
    }

    private static String name(KeystoneName name) {
        String text = Printable.quoted(name.id().or(name::name).orElse(""));
        return name.id().isPresent()
                ? text
                : text
                        + name.domain()
                                .map(domain -> " of domain " + name(domain))
                                .orElse("");
    }
}

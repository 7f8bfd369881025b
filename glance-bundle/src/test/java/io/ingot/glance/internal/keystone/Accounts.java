// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Secret;

/** Accounts for tests. */
final class Accounts {
    static final Name DEFAULT = Name.ofId("default");

    private Accounts() {}

    static Account password(String url) {
        return password(url, "ironicpw");
    }

    static Account password(String url, String password) {
        return password(url, password, new Scope.Project(Name.of("service", DEFAULT)));
    }

    static Account password(String url, String password, Scope scope) {
        return of(url, new Identity.Password(Name.of("ironic", DEFAULT), () -> Secret.of(password)), scope);
    }

    static Account of(String url, Identity identity, Scope scope) {
        return new Account(ServiceUrl.keystone("the test", url), identity, scope);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Secret;

/** Accounts for tests. */
final class Accounts {
    static final KeystoneName DEFAULT = KeystoneName.ofId("default");

    private Accounts() {}

    static Account password(String url) {
        return password(url, "ironicpw");
    }

    static Account password(String url, String password) {
        return password(url, password, new TokenScope.Project(KeystoneName.of("service", DEFAULT)));
    }

    static Account password(String url, String password, TokenScope scope) {
        return of(url, new Identity.Password(KeystoneName.of("ironic", DEFAULT), () -> Secret.of(password)), scope);
    }

    static Account of(String url, Identity identity, TokenScope scope) {
        return new Account(ServiceUrl.keystone("the test", url), identity, scope);
    }
}

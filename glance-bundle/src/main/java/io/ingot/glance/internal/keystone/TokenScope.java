// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

/** The scope of a token (Identity API v3, "Token scopes"). */
public sealed interface TokenScope {
    /** A project. */
    record Project(KeystoneName project) implements TokenScope {}

    /** A domain. */
    record Domain(KeystoneName domain) implements TokenScope {}

    /** The whole system. */
    record WholeSystem() implements TokenScope {}

    /** The identity's own scope: that of an application credential or token, or the user's default project. */
    record Inherited() implements TokenScope {}
}

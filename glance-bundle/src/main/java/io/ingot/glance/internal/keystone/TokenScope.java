// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

/** What a token is for (Identity API v3, "Token scopes"). */
public sealed interface TokenScope {
    /** A project. */
    record Project(KeystoneName project) implements TokenScope {}

    /** A domain. */
    record Domain(KeystoneName domain) implements TokenScope {}

    /** The whole system. */
    record WholeSystem() implements TokenScope {}

    /** Whatever the identity brings: the scope of an application credential or of a token, a user's default project. */
    record Inherited() implements TokenScope {}
}

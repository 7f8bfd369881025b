// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

/** What a token is for (Identity API v3, "Token scopes"). */
public sealed interface Scope {
    /** A project. */
    record Project(Name project) implements Scope {}

    /** A domain. */
    record Domain(Name domain) implements Scope {}

    /** The whole system. */
    record WholeSystem() implements Scope {}

    /** Whatever the identity brings: the scope of an application credential or of a token, a user's default project. */
    record Inherited() implements Scope {}
}

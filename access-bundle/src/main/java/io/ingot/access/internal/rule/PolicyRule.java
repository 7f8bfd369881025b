// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.access.AccessRule;
import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import java.net.InetAddress;
import java.util.List;

/** A rule that is built in, made from settings that were checked. Immutable. */
public interface PolicyRule extends AccessRule {
    /** Whether {@link #checkReference} looks at the host: it is not asked where the authority of a reference is not one. */
    default boolean checksHosts() {
        return false;
    }

    /** See {@link io.ingot.access.AccessPolicy#checkAddress(String, InetAddress, AddressScope)}. Allows unless it is overridden. */
    default void checkRedirect(String host, InetAddress address, AddressScope ledFrom) throws ImageException {}

    /** What its settings allow that the defaults do not, one sentence each: an operator should know. */
    default List<String> cautions() {
        return List.of();
    }
}

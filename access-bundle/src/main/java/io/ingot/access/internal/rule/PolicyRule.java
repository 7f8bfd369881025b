// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.access.AccessRule;
import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import java.net.InetAddress;
import java.util.List;

/** A built-in rule, with checked settings. Immutable. */
public interface PolicyRule extends AccessRule {
    /** Whether {@link #checkReference} checks the host. Then it is skipped for schemes whose authority is not a host. */
    default boolean checksHosts() {
        return false;
    }

    /**
     * Checks an address that a server led to, as
     * {@link io.ingot.access.AccessPolicy#checkAddress(String, InetAddress, AddressScope)} specifies. Allows it by default.
     */
    default void checkRedirect(String host, InetAddress address, AddressScope from) throws ImageException {}

    /** What the settings allow that is less safe than the default, one sentence each. */
    default List<String> cautions() {
        return List.of();
    }
}

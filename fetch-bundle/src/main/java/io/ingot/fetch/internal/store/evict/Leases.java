// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The leases, which protect images from eviction: files of any type, named SHA256 or SHA256.NAME. */
final class Leases {
    private static final int DIGITS = 64;

    private final Set<String> leased;

    private Leases(Set<String> leased) {
        this.leased = leased;
    }

    /** Lists the current leases. */
    static Leases of(StoreLayout folder, StoreDisk disk) throws IOException {
        return new Leases(disk.names(folder.leases()).stream()
                .filter(name -> name.length() == DIGITS || (name.length() > DIGITS && name.charAt(DIGITS) == '.'))
                .map(name -> name.substring(0, DIGITS))
                .collect(Collectors.toSet()));
    }

    boolean contains(String sha256) {
        return leased.contains(sha256);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.resolver.internal.service.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Warnings about changes of the bundles that answer schemes, until they are logged. Guarded by the table. */
final class SchemeChanges {
    private final List<String> pending = new ArrayList<>();
    private Set<Refusal> refused = Set.of();

    /** A bundle whose service is not asked for a scheme. */
    record Refusal(String scheme, Provider provider) {}

    /**
     * Records that another service answers a scheme from now on. A service of another version of the same bundle is an
     * update, unless a second bundle of that name takes over while the first one still could answer.
     *
     * @param formerStays whether the former service is still registered
     */
    void providerChanged(String scheme, Provider former, Provider now, boolean formerStays) {
        if (!former.bundle().equals(now.bundle())) {
            pending.add("the image service of " + now + " takes over the scheme '" + scheme
                    + "' from that of " + former
                    + "; to prevent it, list the scheme in io.ingot.resolver/protectedSchemes");
        } else if (formerStays && former.bundleId() != now.bundleId()) {
            pending.add("the image service of " + now.installed() + " takes over the scheme '" + scheme
                    + "' from that of " + former.installed() + "; to prevent it, uninstall the bundle, or list "
                    + former.bundle() + "@LOCATION in io.ingot.resolver/trustedBundles");
        }
    }

    /** Replaces the refusals, and records a warning for each new one. */
    void refused(Set<Refusal> now, SchemeTable table) {
        for (Refusal refusal : now) {
            if (!refused.contains(refusal)) {
                pending.add("the image service of " + refusal.provider() + " is not asked for the protected scheme '"
                        + refusal.scheme() + "'"
                        + table.lastProvider(refusal.scheme())
                                .map(owner -> ", which that of " + owner + " answered last")
                                .orElse("")
                        + "; to allow it, list the bundle in io.ingot.resolver/trustedBundles");
            }
        }
        refused = Set.copyOf(now);
    }

    /** Returns the current refusals. */
    Set<Refusal> refused() {
        return refused;
    }

    /** Returns and clears the pending warnings. */
    List<String> drain() {
        List<String> all = pending.stream().distinct().toList();
        pending.clear();
        return all;
    }
}

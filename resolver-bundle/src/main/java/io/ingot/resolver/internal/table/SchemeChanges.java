// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.resolver.internal.service.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Changes of who answers which scheme, as warnings that are not logged yet. Guarded by the table. */
final class SchemeChanges {
    private final List<String> untold = new ArrayList<>();
    private Set<Refusal> refused = Set.of();

    /** A bundle whose service is not asked for a scheme. */
    record Refusal(String scheme, Provider provider) {}

    /**
     * Another service answers a scheme from now on. That of another version of the same bundle is an update, unless a
     * second bundle of this name answers while the first one still could.
     *
     * @param stays whether the former one is still there
     */
    void answers(String scheme, Provider former, Provider now, boolean stays) {
        if (!former.bundle().equals(now.bundle())) {
            untold.add("the image service of " + now + " takes the scheme '" + scheme + "' over, which that of "
                    + former + " had; if it must not, list the scheme in io.ingot.resolver/protectedSchemes");
        } else if (stays && former.bundleId() != now.bundleId()) {
            untold.add("the image service of " + now.installed() + " takes the scheme '" + scheme
                    + "' over, which that of " + former.installed() + " had; if it must not, uninstall the bundle, or"
                    + " list " + former.bundle() + "@LOCATION in io.ingot.resolver/trustedBundles");
        }
    }

    /** These are not asked, as things stand; each is told once for as long as it is so. */
    void refused(Set<Refusal> now, SchemeTable table) {
        for (Refusal refusal : now) {
            if (!refused.contains(refusal)) {
                untold.add("the image service of " + refusal.provider() + " is not asked for the protected scheme '"
                        + refusal.scheme() + "'"
                        + table.seen(refusal.scheme())
                                .map(owner -> ", which that of " + owner + " answered last")
                                .orElse("")
                        + "; to allow it, list the bundle in io.ingot.resolver/trustedBundles");
            }
        }
        refused = Set.copyOf(now);
    }

    /** All that is not asked. */
    Set<Refusal> refused() {
        return refused;
    }

    /** What was not told yet, and is told with that. */
    List<String> take() {
        List<String> all = untold.stream().distinct().toList();
        untold.clear();
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Set;

/** Decides whether a caller may give a checksum that can be forged. */
public final class WeakChecksumRule implements PolicyRule {
    private static final String PROPERTY = "io.ingot.access/allowWeakChecksums";
    private static final Set<String> WEAK = Set.of("md2", "md4", "md5", "sha", "sha1");

    private final boolean allowed;

    /** @param allowed whether weak algorithms are allowed */
    public WeakChecksumRule(boolean allowed) {
        this.allowed = allowed;
    }

    @Override
    public void checkAlgorithm(String algorithm) throws ImageException {
        String canonical = Checksum.canonical(algorithm);
        if (!allowed && WEAK.contains(canonical)) {
            throw Refusal.of(
                    "a checksum of " + canonical,
                    "an attacker can make other bytes that match it",
                    "give sha256 or better, or set " + PROPERTY + " to true");
        }
    }

    @Override
    public List<String> cautions() {
        return allowed ? List.of(PROPERTY + " is true: callers may give MD5 and SHA-1 checksums") : List.of();
    }
}

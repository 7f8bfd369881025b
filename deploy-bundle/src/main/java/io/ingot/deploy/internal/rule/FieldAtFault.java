// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.Role;
import java.util.List;
import java.util.Optional;

/** Which field is to be changed, where asking for an image failed: the one that names it, or its checksum's. */
public final class FieldAtFault {
    private FieldAtFault() {}

    /**
     * Tells of a failure.
     *
     * @param claims the checksums that were asked for with the image
     */
    public static void report(Role role, List<ClaimedChecksum> claims, ImageException failure, Findings findings) {
        if (!reportChecksum(claims, failure, findings)) {
            findings.failed(role.field(), failure, Example.of(role));
        }
    }

    /** Tells of a failure if it is about one of the checksums; whether it is. */
    public static boolean reportChecksum(List<ClaimedChecksum> claims, ImageException failure, Findings findings) {
        Optional<ClaimedChecksum> wrong = failure.subject().flatMap(subject -> claim(subject, claims));
        wrong.ifPresent(claim -> findings.failed(claim.field(), failure, Example.checksum()));
        return wrong.isPresent();
    }

    /** A checksum that nobody claimed stood in a file. */
    private static Optional<ClaimedChecksum> claim(String subject, List<ClaimedChecksum> claims) {
        return claims.stream()
                .filter(claim -> claim.matches(subject))
                .findFirst()
                .or(() -> claims.stream().filter(ClaimedChecksum::isInFile).findFirst());
    }
}

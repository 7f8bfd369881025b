// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.Role;
import java.util.List;
import java.util.Optional;

/** Finds the field to blame for a failed query: the one that names the image, or that of its checksum. */
public final class FieldAtFault {
    private FieldAtFault() {}

    /**
     * Reports a failure.
     *
     * @param claims the checksums that were requested with the image
     */
    public static void report(Role role, List<ClaimedChecksum> claims, ImageException failure, Findings findings) {
        if (!reportChecksum(claims, failure, findings)) {
            findings.failed(role.field(), failure, Example.of(role));
        }
    }

    /** Reports a failure if it is about one of the checksums; returns whether it is. */
    public static boolean reportChecksum(List<ClaimedChecksum> claims, ImageException failure, Findings findings) {
        Optional<ClaimedChecksum> wrong = failure.subject().flatMap(subject -> claim(subject, claims));
        wrong.ifPresent(claim -> findings.failed(claim.field(), failure, Example.checksum()));
        return wrong.isPresent();
    }

    /** The checksum that a failure is about. One that was not requested comes from a checksum file. */
    private static Optional<ClaimedChecksum> claim(String subject, List<ClaimedChecksum> claims) {
        return claims.stream()
                .filter(claim -> claim.matches(subject))
                .findFirst()
                .or(() -> claims.stream().filter(ClaimedChecksum::isInFile).findFirst());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.digest.Algorithms;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checksums of an image that are accepted: those that can be computed and are allowed.
 *
 * @param checksums may be empty
 * @param warnings about the checksums that are not accepted
 * @param refusal why none is accepted: INVALID_METADATA if none can be computed; REFUSED_BY_POLICY if none of those is
 *     allowed
 */
record ChecksumSelection(List<Checksum> checksums, List<String> warnings, Optional<ImageException> refusal) {
    /**
     * Selects the accepted checksums.
     *
     * @param found at least one
     * @param file names the checksum file in messages
     */
    static ChecksumSelection of(List<Checksum> found, String file, AccessPolicy policy) {
        List<Checksum> accepted = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ImageException refusal = new ImageException(
                ErrorCode.INVALID_METADATA,
                "the checksum file " + file + " has only " + names(found)
                        + " for the image, which this platform cannot compute; use one with sha256 or sha512");
        for (Checksum checksum : found) {
            if (!Algorithms.isSupported(checksum.algorithm())) {
                warnings.add("the " + checksum.algorithm() + " of the checksum file " + file
                        + " was passed over: this platform cannot compute it");
                continue;
            }
            try {
                policy.checkAlgorithm(checksum.algorithm());
                accepted.add(checksum);
            } catch (ImageException e) {
                refusal = e.withDetails(List.of("in the checksum file " + file));
                warnings.add("the " + checksum.algorithm() + " of the checksum file " + file + " was passed over: "
                        + e.getMessage());
            }
        }
        return new ChecksumSelection(
                List.copyOf(accepted),
                List.copyOf(warnings),
                accepted.isEmpty() ? Optional.of(refusal.about(file)) : Optional.empty());
    }

    private static String names(List<Checksum> checksums) {
        return String.join(
                ", ", checksums.stream().map(Checksum::algorithm).distinct().toList());
    }
}

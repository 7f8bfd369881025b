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
 * Which of an image's checksums in a file count: all that can be computed here and are allowed.
 *
 * @param checksums perhaps none
 * @param warnings what was passed over, one sentence each
 * @param refusal why none counts: INVALID_METADATA if none can be computed here; REFUSED_BY_POLICY if none of those is
 *     allowed
 */
record ChecksumSelection(List<Checksum> checksums, List<String> warnings, Optional<ImageException> refusal) {
    /**
     * Selects.
     *
     * @param found at least one
     * @param file where, for messages
     */
    static ChecksumSelection of(List<Checksum> found, String file, AccessPolicy policy) {
        List<Checksum> counted = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ImageException refusal = new ImageException(
                ErrorCode.INVALID_METADATA,
                "the checksum file " + file + " has for the image only " + names(found)
                        + ", which this platform cannot compute; sha256 and sha512 always can be");
        for (Checksum checksum : found) {
            if (!Algorithms.known(checksum.algorithm())) {
                warnings.add("the " + checksum.algorithm() + " of the checksum file " + file
                        + " was passed over: this platform cannot compute it");
                continue;
            }
            try {
                policy.checkAlgorithm(checksum.algorithm());
                counted.add(checksum);
            } catch (ImageException e) {
                refusal = e.withDetails(List.of("it stands in the checksum file " + file));
                warnings.add("the " + checksum.algorithm() + " of the checksum file " + file + " was passed over: "
                        + e.getMessage());
            }
        }
        return new ChecksumSelection(
                List.copyOf(counted),
                List.copyOf(warnings),
                counted.isEmpty() ? Optional.of(refusal.about(file)) : Optional.empty());
    }

    private static String names(List<Checksum> checksums) {
        return String.join(
                ", ", checksums.stream().map(Checksum::algorithm).distinct().toList());
    }
}

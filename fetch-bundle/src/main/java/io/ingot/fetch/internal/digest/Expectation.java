// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.access.AccessPolicy;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checksums that an image must have, and the digests to compute. Immutable. SHA-256 is always computed. Checksums
 * of the caller and of image services are equally binding, and must not contradict each other.
 */
public final class Expectation {
    private static final String DEFAULT_ALGORITHM = "sha256";

    private final Map<String, Checksum> expected;
    private final Set<String> computed;
    private final Set<String> uncomputable;
    private final Set<String> weak;
    private final boolean reportsDigests;

    private Expectation(
            Map<String, Checksum> expected,
            Set<String> computed,
            Set<String> uncomputable,
            Set<String> weak,
            boolean reportsDigests) {
        this.expected = expected;
        this.computed = computed;
        this.uncomputable = uncomputable;
        this.weak = weak;
        this.reportsDigests = reportsDigests;
    }

    /** Returns an expectation without checksums of the caller. */
    public static Expectation none() {
        return new Expectation(Map.of(), Set.of(DEFAULT_ALGORITHM), Set.of(), Set.of(), false);
    }

    /**
     * Returns the checksums that the caller expects.
     *
     * @throws ImageException INVALID_METADATA if an algorithm is not supported or two checksums contradict each other;
     *     REFUSED_BY_POLICY if the algorithm of a checksum is not allowed
     */
    public static Expectation of(FetchRequest request, AccessPolicy policy) throws ImageException {
        Map<String, Checksum> expected = new LinkedHashMap<>();
        Set<String> computed = new LinkedHashSet<>(Set.of(DEFAULT_ALGORITHM));
        Set<String> weak = new LinkedHashSet<>();
        for (Checksum checksum : request.checksums()) {
            requireAccepted(checksum, policy);
            Checksum other = expected.putIfAbsent(checksum.algorithm(), checksum);
            if (other != null && !other.equals(checksum)) {
                throw new ImageException(
                                ErrorCode.INVALID_METADATA,
                                request.image().reference() + ": the expected checksums contradict each other: " + other
                                        + " and " + checksum)
                        .about(checksum.toString());
            }
            computed.add(checksum.algorithm());
            if (!checksum.strong()) {
                weak.add(checksum.algorithm());
            }
        }
        for (String algorithm : request.options().digests()) {
            requireSupported(algorithm);
            computed.add(algorithm);
        }
        return new Expectation(
                expected, computed, Set.of(), weak, !request.options().digests().isEmpty());
    }

    /**
     * Adds the checksums that a service vouches for.
     *
     * @param who the reference that the service describes, for the message
     * @throws ImageException CHECKSUM_MISMATCH if they contradict the expected ones
     */
    public Expectation and(ImageInfo info, ImageReference who) throws ImageException {
        Map<String, Checksum> more = new LinkedHashMap<>(expected);
        Set<String> algorithms = new LinkedHashSet<>(computed);
        Set<String> unknown = new LinkedHashSet<>(uncomputable);
        for (Checksum vouched : info.checksums()) {
            Checksum other = more.get(vouched.algorithm());
            if (other != null && !other.equals(vouched)) {
                throw new ImageException(
                                ErrorCode.CHECKSUM_MISMATCH,
                                vouched.algorithm() + " of " + who + " is " + vouched.hex()
                                        + " by its service, expected " + other.hex())
                        .about(other.toString());
            }
            if (Algorithms.isSupported(vouched.algorithm())) {
                more.put(vouched.algorithm(), vouched);
                algorithms.add(vouched.algorithm());
            } else {
                unknown.add(vouched.algorithm());
            }
        }
        return new Expectation(more, algorithms, unknown, weak, reportsDigests);
    }

    /** Returns the checksums that the bytes must have. */
    public List<Checksum> expected() {
        return List.copyOf(expected.values());
    }

    /** Whether any checksum is expected. */
    public boolean hasChecksum() {
        return !expected.isEmpty();
    }

    /** Whether a strong checksum is expected, which proves the whole image, however it was put together. */
    public boolean isStrong() {
        return expected.values().stream().anyMatch(Checksum::strong);
    }

    /** Whether the bytes must be read even if they are not copied: to compare, or to report a digest. */
    public boolean requiresReading() {
        return hasChecksum() || reportsDigests;
    }

    /** Returns the algorithms to compute, SHA-256 first. */
    public Set<String> algorithms() {
        return new LinkedHashSet<>(computed);
    }

    /** Returns the first expected checksum that is not among the computed ones. */
    public Optional<Checksum> firstMismatch(Collection<Checksum> computed) {
        return expected.values().stream()
                .filter(checksum -> !computed.contains(checksum))
                .findFirst();
    }

    /** Returns warnings about the verification of an image that has all expected checksums. */
    public List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        if (!hasChecksum()) {
            warnings.add("not verified: neither the caller nor the image service has a checksum");
        } else if (!isStrong()) {
            warnings.add("not verified: " + String.join(" and ", expected.keySet())
                    + " matches, but other bytes can be made for it; give a sha256 instead");
        } else if (!weak.isEmpty()) {
            warnings.add(String.join(" and ", weak)
                    + " does not verify an image, since other bytes can be made for it; the stronger checksum does");
        }
        for (String algorithm : uncomputable) {
            warnings.add("the image service vouches for a " + algorithm
                    + " checksum, which was not compared: this platform cannot compute it");
        }
        return List.copyOf(warnings);
    }

    private static void requireAccepted(Checksum checksum, AccessPolicy policy) throws ImageException {
        try {
            policy.checkAlgorithm(checksum.algorithm());
            requireSupported(checksum.algorithm());
        } catch (ImageException e) {
            throw e.about(checksum.toString());
        }
    }

    private static void requireSupported(String algorithm) throws ImageException {
        try {
            Checksum.supported(algorithm);
        } catch (IllegalArgumentException e) {
            throw new ImageException(ErrorCode.INVALID_METADATA, String.valueOf(e.getMessage()), e);
        }
    }
}

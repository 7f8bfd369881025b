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
 * The checksums that an image must have, all of them, and the digests to compute. Immutable. SHA-256 is always computed;
 * a checksum of the caller and one that a service vouches for weigh the same, and may not contradict each other.
 */
public final class Expectation {
    private static final String ALWAYS = "sha256";

    private final Map<String, Checksum> wanted;
    private final Set<String> computed;
    private final Set<String> beyondUs;
    private final Set<String> weak;
    private final boolean reported;

    private Expectation(
            Map<String, Checksum> wanted,
            Set<String> computed,
            Set<String> beyondUs,
            Set<String> weak,
            boolean reported) {
        this.wanted = wanted;
        this.computed = computed;
        this.beyondUs = beyondUs;
        this.weak = weak;
        this.reported = reported;
    }

    /** Nothing is wanted, but what services vouch for. */
    public static Expectation nothing() {
        return new Expectation(Map.of(), Set.of(ALWAYS), Set.of(), Set.of(), false);
    }

    /**
     * What the caller wants.
     *
     * @throws ImageException INVALID_METADATA if an algorithm is unknown here or two checksums contradict each other;
     *     REFUSED_BY_POLICY if a checksum's algorithm is not accepted
     */
    public static Expectation of(FetchRequest request, AccessPolicy policy) throws ImageException {
        Map<String, Checksum> wanted = new LinkedHashMap<>();
        Set<String> computed = new LinkedHashSet<>(Set.of(ALWAYS));
        Set<String> weak = new LinkedHashSet<>();
        for (Checksum checksum : request.checksums()) {
            requireAccepted(checksum, policy);
            Checksum other = wanted.putIfAbsent(checksum.algorithm(), checksum);
            if (other != null && !other.equals(checksum)) {
                throw new ImageException(
                                ErrorCode.INVALID_METADATA,
                                "two checksums are wanted of " + request.image().reference()
                                        + " that exclude each other: " + other + " and " + checksum)
                        .about(checksum.toString());
            }
            computed.add(checksum.algorithm());
            if (!checksum.strong()) {
                weak.add(checksum.algorithm());
            }
        }
        for (String algorithm : request.options().digests()) {
            requireKnown(algorithm);
            computed.add(algorithm);
        }
        return new Expectation(
                wanted, computed, Set.of(), weak, !request.options().digests().isEmpty());
    }

    /**
     * The same with what a service vouches for.
     *
     * @param who whose image it describes, for the message
     * @throws ImageException CHECKSUM_MISMATCH if it vouches for other bytes than those expected
     */
    public Expectation and(ImageInfo info, ImageReference who) throws ImageException {
        Map<String, Checksum> more = new LinkedHashMap<>(wanted);
        Set<String> algorithms = new LinkedHashSet<>(computed);
        Set<String> unknown = new LinkedHashSet<>(beyondUs);
        for (Checksum vouched : info.checksums()) {
            Checksum other = more.get(vouched.algorithm());
            if (other != null && !other.equals(vouched)) {
                throw new ImageException(
                                ErrorCode.CHECKSUM_MISMATCH,
                                vouched.algorithm() + " of " + who + " is " + vouched.hex()
                                        + " by its service, expected " + other.hex())
                        .about(other.toString());
            }
            if (Algorithms.known(vouched.algorithm())) {
                more.put(vouched.algorithm(), vouched);
                algorithms.add(vouched.algorithm());
            } else {
                unknown.add(vouched.algorithm());
            }
        }
        return new Expectation(more, algorithms, unknown, weak, reported);
    }

    /** The checksums that the bytes must have. */
    public List<Checksum> wanted() {
        return List.copyOf(wanted.values());
    }

    /** Whether any checksum is known beforehand. */
    public boolean any() {
        return !wanted.isEmpty();
    }

    /** Whether one is known that nobody can make other bytes for: it proves the whole, however it was put together. */
    public boolean strong() {
        return wanted.values().stream().anyMatch(Checksum::strong);
    }

    /** Whether the bytes have to be read, even where they need not move: to compare, or to report a digest. */
    public boolean mustBeRead() {
        return any() || reported;
    }

    /** The algorithms to compute, SHA-256 first. */
    public Set<String> algorithms() {
        return new LinkedHashSet<>(computed);
    }

    /** The first wanted checksum that is not among those found. */
    public Optional<Checksum> unmet(Collection<Checksum> found) {
        return wanted.values().stream()
                .filter(checksum -> !found.contains(checksum))
                .findFirst();
    }

    /** What a person should know of how well it is verified, once all that is wanted was met. */
    public List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        if (!any()) {
            warnings.add("not verified: neither the caller nor the image service has a checksum");
        } else if (!strong()) {
            warnings.add("not verified: " + String.join(" and ", wanted.keySet())
                    + " matches, but other bytes can be made for it; a sha256 would prove it");
        } else if (!weak.isEmpty()) {
            warnings.add("other bytes can be made for a checksum by " + String.join(" or ", weak)
                    + ": the stronger one beside it is what verifies the image");
        }
        for (String algorithm : beyondUs) {
            warnings.add("the image service vouches for a " + algorithm
                    + " checksum, which this platform cannot compute; it was not compared");
        }
        return List.copyOf(warnings);
    }

    private static void requireAccepted(Checksum checksum, AccessPolicy policy) throws ImageException {
        try {
            policy.checkAlgorithm(checksum.algorithm());
            requireKnown(checksum.algorithm());
        } catch (ImageException e) {
            throw e.about(checksum.toString());
        }
    }

    private static void requireKnown(String algorithm) throws ImageException {
        try {
            Checksum.supported(algorithm);
        } catch (IllegalArgumentException e) {
            throw new ImageException(ErrorCode.INVALID_METADATA, String.valueOf(e.getMessage()), e);
        }
    }
}

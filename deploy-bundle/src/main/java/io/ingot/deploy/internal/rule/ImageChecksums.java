// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields.ChecksumFields;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.client.ExpectedChecksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The expected checksums of an image: the caller's, {@code image_os_hash_value} and {@code image_checksum}. All are
 * compared, except a weak one of the operator's when there is a strong one.
 */
public final class ImageChecksums {
    private static final Map<Integer, String> BY_DIGITS =
            Map.of(32, "md5", 40, "sha1", 56, "sha224", 64, "sha256", 96, "sha384", 128, "sha512");
    private static final Map<String, Integer> DIGITS =
            Map.of("md5", 32, "sha1", 40, "sha224", 56, "sha256", 64, "sha384", 96, "sha512", 128);
    private static final String SHA256 = "sha256";
    private static final int SHA256_DIGITS = 64;

    private final Findings findings;

    private ImageChecksums(Findings findings) {
        this.findings = findings;
    }

    /** The checksums in the order of their precedence, each once, with its field. */
    public static List<ClaimedChecksum> of(List<ExpectedChecksum> callers, ChecksumFields fields, Findings findings) {
        ImageChecksums reader = new ImageChecksums(findings);
        Optional<ClaimedChecksum> hash =
                reader.hash(fields).map(checksum -> new ClaimedChecksum(checksum, Field.HASH_VALUE));
        Optional<ClaimedChecksum> plain =
                reader.checksum(fields).map(checksum -> new ClaimedChecksum(checksum, Field.IMAGE_CHECKSUM));
        List<ClaimedChecksum> all = new ArrayList<>(callers.stream()
                .map(checksum -> new ClaimedChecksum(checksum, Field.IMAGE_CHECKSUM))
                .toList());
        boolean strong = Stream.concat(all.stream(), Stream.concat(hash.stream(), plain.stream()))
                .anyMatch(ClaimedChecksum::isStrong);
        hash.filter(claim -> reader.isCompared(claim, strong)).ifPresent(claim -> reader.add(all, claim));
        plain.filter(claim -> reader.isCompared(claim, strong)).ifPresent(claim -> reader.add(all, claim));
        return List.copyOf(all);
    }

    private Optional<ExpectedChecksum> hash(ChecksumFields fields) {
        Optional<String> value = fields.value().map(String::strip);
        Optional<String> algorithm = fields.algorithm().map(String::strip);
        if (value.isEmpty()) {
            algorithm.ifPresent(name -> findings.missing(
                    Field.HASH_VALUE,
                    "image_os_hash_algo is " + Printable.quoted(name)
                            + ", but image_os_hash_value is missing; set both, or neither",
                    Example.digits(digits(name))));
            return Optional.empty();
        }
        if (value.get().contains(":/")) {
            return inFile(value.get(), algorithm);
        }
        int colon = value.get().indexOf(':');
        if (colon < 0 && algorithm.isPresent()) {
            return known(algorithm.get(), value.get());
        }
        algorithm
                .filter(name -> !isSameAlgorithm(name, value.get().substring(0, colon)))
                .ifPresent(name -> findings.warn("image_os_hash_algo is " + Printable.quoted(name)
                        + ", image_os_hash_value begins with "
                        + Printable.quoted(value.get().substring(0, colon)) + "; the latter is used"));
        return parsed(Field.HASH_VALUE, value.get(), Example.digits(digits(algorithm.orElse(SHA256))));
    }

    /** The checksum of one algorithm from a checksum file, as Metal3 writes it and Ironic's agent reads it. */
    private Optional<ExpectedChecksum> inFile(String url, Optional<String> algorithm) {
        if (algorithm.isPresent() && !isComputable(algorithm.get())) {
            reportAlgorithm(algorithm.get(), SHA256);
            return Optional.empty();
        }
        return parsed(Field.HASH_VALUE, url, Example.digits(digits(algorithm.orElse(SHA256))))
                .map(checksum -> checksum instanceof ExpectedChecksum.InFile file
                        ? new ExpectedChecksum.InFile(file.file(), algorithm)
                        : checksum);
    }

    private void reportAlgorithm(String algorithm, String example) {
        findings.invalid(
                Field.HASH_ALGORITHM,
                "image_os_hash_algo is " + Printable.quoted(algorithm)
                        + ", which this platform cannot compute; use sha256 or sha512",
                example);
    }

    private Optional<ExpectedChecksum> known(String algorithm, String hex) {
        if (!isComputable(algorithm)) {
            reportAlgorithm(algorithm, BY_DIGITS.getOrDefault(hex.length(), SHA256));
            return Optional.empty();
        }
        try {
            return Optional.of(new ExpectedChecksum.Known(new Checksum(algorithm, hex)));
        } catch (IllegalArgumentException e) {
            findings.invalid(
                    Field.HASH_VALUE,
                    "image_os_hash_value is " + Printable.quoted(hex) + ": " + e.getMessage()
                            + "; copy the whole digest, and check image_os_hash_algo",
                    Example.digits(digits(algorithm)));
            return Optional.empty();
        }
    }

    private Optional<ExpectedChecksum> checksum(ChecksumFields fields) {
        return fields.checksum().flatMap(text -> parsed(Field.IMAGE_CHECKSUM, text, Example.checksum()));
    }

    private Optional<ExpectedChecksum> parsed(String field, String text, String example) {
        try {
            ExpectedChecksum checksum = ExpectedChecksum.parse(text);
            if (!(checksum instanceof ExpectedChecksum.Known known)
                    || isComputable(known.checksum().algorithm())) {
                return Optional.of(checksum);
            }
            findings.invalid(
                    field,
                    field + " has the algorithm "
                            + Printable.quoted(known.checksum().algorithm())
                            + ", which this platform cannot compute; use sha256 or sha512",
                    example);
            return Optional.empty();
        } catch (ImageException e) {
            findings.invalid(field, field + " is invalid: " + e.getMessage(), example);
            return Optional.empty();
        }
    }

    private boolean isCompared(ClaimedChecksum claim, boolean hasStrong) {
        if (claim.isWeak() && hasStrong && claim.checksum() instanceof ExpectedChecksum.Known known) {
            findings.warn(claim.field() + " is not compared: "
                    + known.checksum().algorithm() + " can be forged, and there is a stronger checksum");
            return false;
        }
        return true;
    }

    private void add(List<ClaimedChecksum> all, ClaimedChecksum claim) {
        if (all.stream().anyMatch(other -> other.checksum().equals(claim.checksum()))) {
            return;
        }
        Optional<ClaimedChecksum> other =
                all.stream().filter(earlier -> contradicts(earlier, claim)).findFirst();
        if (other.isPresent()) {
            findings.invalid(
                    claim.field(),
                    claim.field() + " is " + claim + ", but another checksum of the same image is " + other.get()
                            + "; remove the wrong one",
                    other.get().toString());
            return;
        }
        all.add(claim);
    }

    private static boolean contradicts(ClaimedChecksum claim, ClaimedChecksum other) {
        return claim.checksum() instanceof ExpectedChecksum.Known first
                && other.checksum() instanceof ExpectedChecksum.Known second
                && first.checksum().algorithm().equals(second.checksum().algorithm());
    }

    /** Whether two names mean the same algorithm. */
    private static boolean isSameAlgorithm(String algorithm, String other) {
        try {
            return Checksum.canonical(algorithm).equals(Checksum.canonical(other));
        } catch (IllegalArgumentException e) {
            return algorithm.equalsIgnoreCase(other);
        }
    }

    private static boolean isComputable(String algorithm) {
        try {
            MessageDigest.getInstance(Checksum.jcaName(algorithm));
            return true;
        } catch (NoSuchAlgorithmException | IllegalArgumentException e) {
            return false;
        }
    }

    private static int digits(String algorithm) {
        try {
            return DIGITS.getOrDefault(Checksum.canonical(algorithm), SHA256_DIGITS);
        } catch (IllegalArgumentException e) {
            return SHA256_DIGITS;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A digest of an image's bytes. Algorithm and digits are normalised to lower case, and {@code SHA-256} to {@code
 * sha256}, so that two checksums are equal if they mean the same.
 *
 * @param algorithm {@code md5}, {@code sha1}, {@code sha256}, {@code sha512}, or another that the platform knows
 * @param hex the digest in hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]*+");
    private static final int MIN_DIGITS = 8;
    private static final int MAX_DIGITS = 256;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9/_-]{0,31}");
    private static final Pattern SHA = Pattern.compile("sha-(?=[0-9])");
    private static final Set<String> STRONG = Set.of(
            "sha224",
            "sha256",
            "sha384",
            "sha512",
            "sha512/224",
            "sha512/256",
            "sha3-224",
            "sha3-256",
            "sha3-384",
            "sha3-512");
    private static final Map<Integer, String> BY_DIGITS =
            Map.of(32, "md5", 40, "sha1", 56, "sha224", 64, "sha256", 96, "sha384", 128, "sha512");
    private static final Map<String, Integer> DIGITS = Map.ofEntries(
            Map.entry("md5", 32),
            Map.entry("sha1", 40),
            Map.entry("sha224", 56),
            Map.entry("sha256", 64),
            Map.entry("sha384", 96),
            Map.entry("sha512", 128),
            Map.entry("sha512/224", 56),
            Map.entry("sha512/256", 64),
            Map.entry("sha3-224", 56),
            Map.entry("sha3-256", 64),
            Map.entry("sha3-384", 96),
            Map.entry("sha3-512", 128));

    private static final List<String> SUPPORTED =
            DIGITS.keySet().stream().sorted().toList();

    /**
     * Normalises and checks the values.
     *
     * @throws IllegalArgumentException if {@code hex} is not hexadecimal or does not have the length of the algorithm
     */
    public Checksum {
        algorithm = canonical(algorithm);
        hex = hex.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a " + algorithm + " checksum has hexadecimal digits only, 0 to 9 and a to f");
        }
        int digits = DIGITS.getOrDefault(algorithm, hex.length());
        if (digits != hex.length()) {
            throw new IllegalArgumentException(
                    "a " + algorithm + " checksum has " + digits + " hexadecimal digits, this has " + hex.length());
        }
        if (hex.length() < MIN_DIGITS || hex.length() > MAX_DIGITS || hex.length() % 2 != 0) {
            throw new IllegalArgumentException("a checksum has an even number of hexadecimal digits, " + MIN_DIGITS
                    + " to " + MAX_DIGITS + ", this has " + hex.length());
        }
    }

    /**
     * Parses {@code ALGORITHM:HEX}, in any case, or digits alone, whose number implies the algorithm: 32 for MD5, 40
     * for SHA-1, and 56, 64, 96 or 128 for SHA-2.
     *
     * @throws ImageException INVALID_METADATA if the text is not a checksum
     */
    public static Checksum parse(String text) throws ImageException {
        int colon = text.indexOf(':');
        try {
            if (colon < 0) {
                return ofDigits(text);
            }
            return of(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    "not a checksum: '" + ImageReference.redact(text) + "': " + e.getMessage(),
                    e);
        }
    }

    /** Reports a misspelled algorithm as such, rather than a wrong number of digits. */
    private static Checksum of(String algorithm, String hex) {
        try {
            return new Checksum(algorithm, hex);
        } catch (IllegalArgumentException e) {
            supported(algorithm);
            throw e;
        }
    }

    private static Checksum ofDigits(String hex) {
        String algorithm = BY_DIGITS.get(hex.length());
        if (algorithm == null) {
            throw new IllegalArgumentException(
                    "write ALGORITHM:HEX, such as sha256:9f2c…, or all 64 digits of a sha256; this has " + hex.length()
                            + " characters");
        }
        return new Checksum(algorithm, hex);
    }

    /**
     * Returns the canonical name of an algorithm: lower case, {@code sha256} for {@code SHA-256}, and {@code sha1} for
     * {@code SHA}, a name of the Java Cryptography Architecture.
     *
     * @throws IllegalArgumentException if the text cannot be the name of an algorithm
     */
    public static String canonical(String algorithm) {
        String lower = SHA.matcher(algorithm.toLowerCase(Locale.ROOT)).replaceFirst("sha");
        if (!NAME.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a digest algorithm: '" + ImageReference.redact(algorithm) + "'");
        }
        return lower.equals("sha") ? "sha1" : lower;
    }

    /**
     * Returns the {@linkplain #canonical canonical} name of an algorithm that this platform supports.
     *
     * @throws IllegalArgumentException if this platform does not support it; the message lists the supported ones
     */
    public static String supported(String algorithm) {
        String canonical = canonical(algorithm);
        try {
            MessageDigest.getInstance(jcaName(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "unknown digest algorithm '" + canonical + "'; use one of " + String.join(", ", SUPPORTED), e);
        }
        return canonical;
    }

    /** Returns the name of an algorithm in the Java Cryptography Architecture: {@code SHA-256} for {@code sha256}. */
    public static String jcaName(String algorithm) {
        String lower = canonical(algorithm);
        return lower.matches("sha[0-9].*") && !lower.startsWith("sha3-") ? "SHA-" + lower.substring(3) : lower;
    }

    /**
     * Returns whether forging other bytes with this digest is infeasible: true for SHA-2 and SHA-3; false for MD5,
     * SHA-1 and older algorithms, and for unknown ones.
     */
    public boolean strong() {
        return STRONG.contains(algorithm);
    }

    /**
     * Returns whether every digest of an algorithm is {@linkplain #strong() strong}.
     *
     * @throws IllegalArgumentException if the text cannot be the name of an algorithm
     */
    public static boolean strong(String algorithm) {
        return STRONG.contains(canonical(algorithm));
    }

    /** Returns {@code ALGORITHM:HEX}, which {@link #parse} accepts. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}

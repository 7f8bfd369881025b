// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A digest as a file writes it: in hexadecimal digits, perhaps in pairs with colons between them, or in base64.
 *
 * @param algorithm as the file names it; empty if only the length tells
 * @param text right or not
 */
record WrittenDigest(Optional<String> algorithm, String text) {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*+");
    private static final Pattern HEX_PAIRS = Pattern.compile("(?:[0-9A-Fa-f]{2}:)++[0-9A-Fa-f]{2}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]++={0,2}+");

    /** {@code ALGORITHM:DIGEST}; {@code ALGORITHM-BASE64} of Subresource Integrity; {@code ALGORITHM=:BASE64:} of RFC 9530. */
    private static final Pattern PREFIXED = Pattern.compile("((?i:sha-?[23]?-(?:1|224|256|384|512))"
            + "|(?i:(?:sha512|blake2[bs])-[0-9]{3})(?=:)|[A-Za-z][A-Za-z0-9/_]*+)(:|-|=:?+)(.*+)");

    /** What no word of a sentence is. */
    private static final Pattern DIGEST_LIKE =
            Pattern.compile("[A-Za-z0-9+/_-]{20,}+={0,2}+|(?:[0-9A-Fa-f]{2}:){7,}+.*+");

    /** More digits than a size or a time has, or as much base64. */
    private static final Pattern MEANT = Pattern.compile("[0-9a-fA-F]{21,}+|[A-Za-z0-9+/]{20,}+={1,2}+");

    private static final Pattern MEANT_BY_NAME =
            Pattern.compile("md[245]|sha|sha[0-9][0-9a-z_/-]*+|sha-[0-9]++|blake[0-9a-z_-]*+|b2[0-9a-z_-]*+");

    private static final Map<Integer, String> BY_BYTES =
            Map.of(16, "md5", 20, "sha1", 28, "sha224", 32, "sha256", 48, "sha384", 64, "sha512");

    /** Characters of a digest, be it damaged: one in base64 has 24 at least. */
    private static final int SHORTEST = 21;

    private static final int LONGEST_BASE64 = 176;
    private static final int LEAST_BYTES = 16;

    /** Of base64 without padding two thirds are no hexadecimal digits; damaged hexadecimal digits are few of them. */
    private static final int LEAST_OTHERS = 16;

    private static final int MOST_MISREAD = 4;

    /** Reads a word, whose beginning may name the algorithm. */
    static WrittenDigest of(String word) {
        if (HEX.matcher(word).matches() || HEX_PAIRS.matcher(word).matches()) {
            return new WrittenDigest(Optional.empty(), word);
        }
        Matcher prefixed = PREFIXED.matcher(word);
        if (prefixed.matches() && isName(prefixed.group(1))) {
            boolean structured =
                    prefixed.group(2).equals("=:") && prefixed.group(3).endsWith(":");
            String digest = word.substring(prefixed.start(3), structured ? word.length() - 1 : word.length());
            WrittenDigest named = new WrittenDigest(Optional.of(prefixed.group(1)), digest);
            if (prefixed.group(2).equals(":") || named.isDigestLike()) {
                return named;
            }
        }
        return new WrittenDigest(Optional.empty(), word);
    }

    private static boolean isName(String word) {
        return AlgorithmName.of(word).isPresent()
                || MEANT_BY_NAME.matcher(word.toLowerCase(Locale.ROOT)).matches();
    }

    /** The same, of an algorithm if it names none. */
    WrittenDigest orOf(Optional<String> named) {
        return algorithm.isPresent() ? this : new WrittenDigest(named, text);
    }

    /** Whether it may be a checksum at all: most words are too short, which is quickly seen. */
    boolean isPossible() {
        return algorithm.isPresent() || text.length() >= SHORTEST;
    }

    /** Whether it looks like digits or base64, whatever is written before it. */
    boolean isDigestLike() {
        return DIGEST_LIKE.matcher(text).matches();
    }

    /** Whether the author meant a checksum, be it wrong. */
    boolean isMeantAsDigest() {
        return MEANT.matcher(text).matches()
                || algorithm.filter(WrittenDigest::isName).isPresent()
                || isAlmostHex();
    }

    /** As long as digits of an algorithm, and all but a few of them are such digits: a letter that was misread, perhaps. */
    private boolean isAlmostHex() {
        int length = text.length();
        return length % 2 == 0 && BY_BYTES.containsKey(length / 2) && others() <= MOST_MISREAD;
    }

    /**
     * The checksum.
     *
     * @throws ImageException INVALID_METADATA if it is not one
     */
    Checksum checksum() throws ImageException {
        String hex = HEX_PAIRS.matcher(text).matches() ? text.replace(":", "") : text;
        Optional<byte[]> bytes = HEX.matcher(hex).matches() ? Optional.empty() : base64();
        if (bytes.isPresent()) {
            String digits = HexFormat.of().formatHex(bytes.get());
            return of(algorithm.or(() -> Optional.ofNullable(BY_BYTES.get(bytes.get().length))), digits);
        }
        return of(algorithm, hex);
    }

    private static Checksum of(Optional<String> algorithm, String hex) throws ImageException {
        if (algorithm.isEmpty()) {
            return Checksum.parse(hex);
        }
        String name = AlgorithmName.of(algorithm.get()).orElse(algorithm.get());
        if (name.equals("sha3")) {
            name = "sha3-" + hex.length() * 4;
        }
        return Checksum.parse(name + ":" + hex);
    }

    private Optional<byte[]> base64() {
        if (text.length() > LONGEST_BASE64 || !BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        String standard = text.replace('-', '+').replace('_', '/');
        boolean padded = standard.endsWith("=");
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            Base64.Encoder encoder =
                    padded ? Base64.getEncoder() : Base64.getEncoder().withoutPadding();
            boolean exact = encoder.encodeToString(bytes).equals(standard);
            boolean plausible = padded || others() > LEAST_OTHERS;
            boolean known = algorithm.isPresent() ? bytes.length >= LEAST_BYTES : isWhole(bytes, padded);
            return exact && plausible && known ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Without a named algorithm padding that is missing may be the end of a text that was cut off. */
    private static boolean isWhole(byte[] bytes, boolean padded) {
        return BY_BYTES.containsKey(bytes.length) && (padded || bytes.length % 3 == 0);
    }

    private long others() {
        return text.chars()
                .filter(character -> !HexFormat.isHexDigit(character))
                .count();
    }
}

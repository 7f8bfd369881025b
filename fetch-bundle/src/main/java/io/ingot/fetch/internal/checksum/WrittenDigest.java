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
 * A digest as written in a file: in hexadecimal digits, possibly in pairs separated by colons, or in base64.
 *
 * @param algorithm as written in the file; empty if only the length implies it
 * @param text valid or damaged
 */
record WrittenDigest(Optional<String> algorithm, String text) {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*+");
    private static final Pattern HEX_PAIRS = Pattern.compile("(?:[0-9A-Fa-f]{2}:)++[0-9A-Fa-f]{2}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]++={0,2}+");

    /** {@code ALGORITHM:DIGEST}; {@code ALGORITHM-BASE64} of Subresource Integrity; {@code ALGORITHM=:BASE64:} of RFC 9530. */
    private static final Pattern PREFIXED = Pattern.compile("((?i:sha-?[23]?-(?:1|224|256|384|512))"
            + "|(?i:(?:sha512|blake2[bs])-[0-9]{3})(?=:)|[A-Za-z][A-Za-z0-9/_]*+)(:|-|=:?+)(.*+)");

    /** Matches text that cannot be a word of a sentence. */
    private static final Pattern DIGEST_LIKE =
            Pattern.compile("[A-Za-z0-9+/_-]{20,}+={0,2}+|(?:[0-9A-Fa-f]{2}:){7,}+.*+");

    /** Matches more digits than a size or a time has, or as much base64. */
    private static final Pattern INTENDED = Pattern.compile("[0-9a-fA-F]{21,}+|[A-Za-z0-9+/]{20,}+={1,2}+");

    private static final Pattern INTENDED_BY_NAME =
            Pattern.compile("md[245]|sha|sha[0-9][0-9a-z_/-]*+|sha-[0-9]++|blake[0-9a-z_-]*+|b2[0-9a-z_-]*+");

    private static final Map<Integer, String> BY_BYTES =
            Map.of(16, "md5", 20, "sha1", 28, "sha224", 32, "sha256", 48, "sha384", 64, "sha512");

    /** The fewest characters of a digest, even a damaged one: one in base64 has at least 24. */
    private static final int MIN_CHARACTERS = 21;

    private static final int MAX_BASE64_CHARACTERS = 176;
    private static final int MIN_BYTES = 16;

    /**
     * The fewest characters that are not hexadecimal digits in base64 without padding, where two thirds are not;
     * damaged hexadecimal text has only a few.
     */
    private static final int MIN_NON_HEX = 16;

    private static final int MAX_MISREAD = 4;

    /** Parses a word, which may have the algorithm as a prefix. */
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
                || INTENDED_BY_NAME.matcher(word.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns this digest with an algorithm, if it names none. */
    WrittenDigest withDefaultAlgorithm(Optional<String> named) {
        return algorithm.isPresent() ? this : new WrittenDigest(named, text);
    }

    /** Whether this may be a checksum at all: a quick check, since most words are too short. */
    boolean isPossible() {
        return algorithm.isPresent() || text.length() >= MIN_CHARACTERS;
    }

    /** Whether the text looks like digits or base64, whatever its prefix. */
    boolean isDigestLike() {
        return DIGEST_LIKE.matcher(text).matches();
    }

    /** Whether a checksum was intended, even if it is damaged. */
    boolean isIntendedAsDigest() {
        return INTENDED.matcher(text).matches()
                || algorithm.filter(WrittenDigest::isName).isPresent()
                || isAlmostHex();
    }

    /**
     * Whether the text has the length of a digest and consists of hexadecimal digits except for a few characters, as if
     * misread.
     */
    private boolean isAlmostHex() {
        int length = text.length();
        return length % 2 == 0 && BY_BYTES.containsKey(length / 2) && nonHexCharacters() <= MAX_MISREAD;
    }

    /**
     * Returns the checksum.
     *
     * @throws ImageException INVALID_METADATA if the text is not a valid one
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
        if (text.length() > MAX_BASE64_CHARACTERS || !BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        String standard = text.replace('-', '+').replace('_', '/');
        boolean padded = standard.endsWith("=");
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            Base64.Encoder encoder =
                    padded ? Base64.getEncoder() : Base64.getEncoder().withoutPadding();
            boolean exact = encoder.encodeToString(bytes).equals(standard);
            boolean plausible = padded || nonHexCharacters() > MIN_NON_HEX;
            boolean known = algorithm.isPresent() ? bytes.length >= MIN_BYTES : isWhole(bytes, padded);
            return exact && plausible && known ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the length is that of a digest. Without a named algorithm, missing padding may be the end of a truncated
     * text.
     */
    private static boolean isWhole(byte[] bytes, boolean padded) {
        return BY_BYTES.containsKey(bytes.length) && (padded || bytes.length % 3 == 0);
    }

    private long nonHexCharacters() {
        return text.chars()
                .filter(character -> !HexFormat.isHexDigit(character))
                .count();
    }
}

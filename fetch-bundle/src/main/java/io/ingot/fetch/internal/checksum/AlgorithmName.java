// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that tools give to digest algorithms, including those that this platform cannot compute. */
final class AlgorithmName {
    private static final int MAX_LENGTH = 24;
    private static final Pattern SUMS = Pattern.compile("[_-]?sums?$");
    private static final Pattern SHA2 = Pattern.compile("^sha2-(?=[0-9])");
    private static final Pattern TRUNCATED = Pattern.compile("^sha-?512[-_](?=2)");
    private static final Pattern RIPEMD = Pattern.compile("^ripemd-?160$|^rmd-160$");
    private static final Pattern SHORT_BLAKE = Pattern.compile("^b(?=[23])");
    private static final Pattern KNOWN = Pattern.compile("md[245]|sha1|sha(?:224|256|384|512)|sha512/(?:224|256)"
            + "|sha3(?:-(?:224|256|384|512))?|blake2(?:[bs]p?)?(?:-[0-9]{1,3})?|blake3|whirlpool|rmd160|sm3|has160|tiger2?"
            + "|snefru(?:128|256)|(?:streebog|gost)[0-9-]{0,8}|crc32c?|adler32");
    private static final Set<String> DEFAULTS = Set.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");
    private static final List<String> WRAPPERS = List.of(".asc", ".sig", ".gpg", ".sign", ".txt");

    private AlgorithmName() {}

    /**
     * Returns the canonical name of an algorithm; the word may also be the name of a list, such as {@code SHA256SUMS}.
     */
    static Optional<String> of(String word) {
        if (word.isEmpty() || word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = SUMS.matcher(word.toLowerCase(Locale.ROOT)).replaceFirst("");
        lower = SHA2.matcher(lower).replaceFirst("sha");
        lower = TRUNCATED.matcher(lower).replaceFirst("sha512/");
        lower = RIPEMD.matcher(lower).replaceFirst("rmd160");
        lower = SHORT_BLAKE.matcher(lower).replaceFirst("blake");
        try {
            String canonical = Checksum.canonical(lower);
            if (!KNOWN.matcher(canonical).matches()) {
                return Optional.empty();
            }
            return Optional.of(canonical.equals("blake2") ? "blake2b" : canonical);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the algorithm that the name of a checksum file implies, such as {@code b2sums.txt}, if the number of
     * digits would imply another one.
     */
    static Optional<String> ofFile(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (String wrapper : WRAPPERS) {
            name = name.endsWith(wrapper) ? name.substring(0, name.length() - wrapper.length()) : name;
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        String word = last.substring(Math.max(last.lastIndexOf('-'), last.lastIndexOf('_')) + 1);
        return of(last).or(() -> of(word)).filter(algorithm -> !DEFAULTS.contains(algorithm));
    }
}

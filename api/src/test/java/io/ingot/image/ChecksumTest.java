// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    @DisplayName("K-01: algorithm and digits are the same in any case")
    void caseIsIgnored() throws ImageException {
        assertThat(Checksum.parse("SHA256:" + SHA256.toUpperCase(Locale.ROOT)))
                .isEqualTo(Checksum.parse("sha256:" + SHA256))
                .hasToString("sha256:" + SHA256);
    }

    @ParameterizedTest
    @CsvSource({
        "SHA-256, sha256",
        "sha256, sha256",
        "Sha-512, sha512",
        "SHA-512/256, sha512/256",
        "SHA-1, sha1",
        "SHA1, sha1",
        "SHA, sha1",
        "sha, sha1",
        "MD5, md5",
        "SHA3-256, sha3-256"
    })
    @DisplayName("K-01: an algorithm has one spelling")
    void anAlgorithmIsNormalised(String spelling, String canonical) {
        assertThat(Checksum.canonical(spelling)).isEqualTo(canonical);
        assertThat(Checksum.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256:abcd, 'has 64 hexadecimal digits, this has 4'",
        "sha256:xyz, '0 to 9 and a to f'",
        "md2:abcd, 'an even number of hexadecimal digits, 8 to 256, this has 4'",
        "md2:, 'this has 0'",
        "md2:aaaaaaaaa, 'this has 9'",
    })
    void refusedChecksumHasAReason(String text, String why) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Checksum.parse(text))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha255:00", "sha255:", "SHA-255:xyz", "foo:aaaaaaaaa"})
    void anUnknownAlgorithmIsNamedWithTheSupportedOnes(String text) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Checksum.parse(text))
                .withMessageContaining("unknown digest algorithm '"
                        + text.substring(0, text.indexOf(':'))
                                .toLowerCase(Locale.ROOT)
                                .replace("sha-", "sha"))
                .withMessageEndingWith("use one of md5, sha1, sha224, sha256, sha3-224, sha3-256, sha3-384,"
                        + " sha3-512, sha384, sha512, sha512/224, sha512/256");
    }

    @Test
    void aSupportedAlgorithmIsNormalised() {
        assertThat(Checksum.supported("SHA-256")).isEqualTo("sha256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checksum.supported("sha255"))
                .withMessageStartingWith("unknown digest algorithm 'sha255'; use one of md5, ");
    }

    @Test
    @DisplayName("K-02: the prefix names the algorithm")
    void thePrefixNamesTheAlgorithm() throws ImageException {
        Checksum checksum = Checksum.parse("md5:D41D8CD98F00B204E9800998ECF8427E");

        assertThat(checksum.algorithm()).isEqualTo("md5");
        assertThat(checksum.hex()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "sha256",
                "sha256:",
                ":abcdef01",
                "sha256:abc",
                "sha256:zz",
                "sha 256:abcdef01",
                "sha256:abcdef01",
                "md5:f00",
                "file://foo",
                "sha256: " + SHA256,
                "sha256:" + SHA256 + "\n",
                "sha256:" + SHA256 + "00",
                SHA256 + "0",
                "\u0000:abcdef01",
                "x:\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17"
            })
    @DisplayName("K-03, K-07, K-14, K-17: what is not ALGORITHM:HEX is refused, no algorithm is assumed")
    void anyOtherTextIsNotAChecksum(String text) {
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> Checksum.parse(text));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(refusal).hasMessageContaining("not a checksum");
    }

    @ParameterizedTest
    @CsvSource({"32, md5", "40, sha1", "56, sha224", "64, sha256", "96, sha384", "128, sha512"})
    @DisplayName("K-11, K-13, K-15: digits alone tell their algorithm by their number, or are refused")
    void digitsAloneImplyTheirAlgorithm(int digits, String algorithm) throws ImageException {
        assertThat(Checksum.parse("A".repeat(digits))).isEqualTo(new Checksum(algorithm, "a".repeat(digits)));
        ImageException refusal =
                catchThrowableOfType(ImageException.class, () -> Checksum.parse("a".repeat(digits + 2)));
        assertThat(refusal).hasMessageContainingAll("ALGORITHM:HEX", "this has " + (digits + 2) + " characters");
    }

    @Test
    void aMessageIsNotAsLongAsItsText() {
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> Checksum.parse("x".repeat(100_000)));

        assertThat(refusal.getMessage()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "md5, 32",
        "sha1, 40",
        "sha224, 56",
        "sha256, 64",
        "sha384, 96",
        "sha512, 128",
        "sha512/224, 56",
        "sha512/256, 64",
        "sha3-224, 56",
        "sha3-256, 64",
        "sha3-384, 96",
        "sha3-512, 128"
    })
    @DisplayName("K-13, K-15: each algorithm has its length, and no other is taken for it")
    void theLengthIsThatOfTheAlgorithm(String algorithm, int digits) {
        assertThat(new Checksum(algorithm, "a".repeat(digits)).hex()).hasSize(digits);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checksum(algorithm, "a".repeat(digits + 2)))
                .withMessageContaining(String.valueOf(digits));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum(algorithm, "a".repeat(digits - 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md2", "md4", "md5", "MD5", "sha1", "SHA-1", "sha", "SHA", "crc32", "unheard-of"})
    @DisplayName("K-12: forgeable and unknown algorithms are not strong, under any name")
    void forgeableDigestsAreNotStrong(String algorithm) {
        int digits = Checksum.canonical(algorithm).equals("sha1") ? 40 : 32;

        assertThat(new Checksum(algorithm, "a".repeat(digits)).strong()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sha224, 56", "SHA-256, 64", "sha384, 96", "sha512, 128", "sha512/256, 64", "SHA3-512, 128"})
    void theFamiliesOfSha2AndSha3AreStrong(String algorithm, int digits) {
        assertThat(new Checksum(algorithm, "a".repeat(digits)).strong()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5",
                "sha1",
                "sha",
                "sha224",
                "sha256",
                "sha384",
                "sha512",
                "sha512/256",
                "sha3-256",
                "sha3-512"
            })
    void theJcaNameIsKnownToThePlatform(String algorithm) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance(Checksum.jcaName(algorithm));

        assertThat(new Checksum(algorithm, HexFormat.of().formatHex(digest.digest())).algorithm())
                .isEqualTo(Checksum.canonical(algorithm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sha 256", "-sha", "1.3.14.3.2.26", "sch\u00e4256", "a:b"})
    void invalidAlgorithmNameIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Checksum.canonical(text));
    }

    @Test
    void anAlgorithmNameIsBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> Checksum.canonical("a".repeat(33)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum("x", "a".repeat(258)));
    }

    @Property
    void itsTextIsParsedBack(@ForAll("algorithms") String algorithm, @ForAll @Size(min = 4, max = 128) byte[] bytes)
            throws ImageException {
        Checksum checksum = new Checksum(algorithm, HexFormat.of().formatHex(bytes));

        assertThat(Checksum.parse(checksum.toString())).isEqualTo(checksum);
        assertThat(Checksum.parse(checksum.toString().toUpperCase(Locale.ROOT))).isEqualTo(checksum);
    }

    @Property
    void anyTextIsAChecksumOrRefused(@ForAll("texts") String text) {
        try {
            assertThat(Checksum.parse(text).toString()).isEqualToIgnoringCase(text.replaceFirst("(?i)sha-", "sha"));
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        }
    }

    @Provide
    Arbitrary<String> algorithms() {
        return Arbitraries.of("blake3", "x-1", "sm3", "a/b");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("sha25-6:0F g").ofMaxLength(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http//u:hush@h/x", "u:hush@127.0.0.1/x", "//u:hush@h/SUMS", "UUID?token=hush", "hush@h"})
    void mistypedUrlIsPrintedWithoutSecrets(String text) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Checksum.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).contains("***").doesNotContain("hush"));
    }
}

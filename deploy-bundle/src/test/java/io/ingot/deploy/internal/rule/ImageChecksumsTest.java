// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields.ChecksumFields;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.deploy.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Area K of the conformance list: the checksums of {@code instance_info}. */
class ImageChecksumsTest {
    private static final String MD5 = "ab".repeat(16);
    private static final String SHA256 = "cd".repeat(32);
    private static final String SHA512 = "ef".repeat(64);

    private final Findings findings = new Findings();

    @Test
    @DisplayName("K-09: image_os_hash_value wins over a weak image_checksum")
    void strongHashReplacesAWeakChecksum() {
        assertThat(texts(MD5, "sha512", SHA512)).containsExactly("sha512:" + SHA512);
        assertThat(findings.warnings()).singleElement().asString().contains("image_checksum", "md5");
    }

    @Test
    @DisplayName("K-09: a strong image_checksum beside image_os_hash_value is compared, too")
    void strongChecksumIsComparedToo() {
        assertThat(texts(SHA256, "sha512", SHA512)).containsExactly("sha512:" + SHA512, "sha256:" + SHA256);
        assertThat(findings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"32, md5", "40, sha1", "64, sha256", "128, sha512"})
    @DisplayName("K-11, K-13, K-15: the number of digits implies the algorithm")
    void numberOfDigitsImpliesTheAlgorithm(int digits, String algorithm) {
        String hex = "a".repeat(digits);
        assertThat(texts(hex, null, null)).containsExactly(algorithm + ":" + hex);
        assertThat(texts(null, null, hex)).containsExactly(algorithm + ":" + hex);
    }

    @Test
    @DisplayName("K-14, K-02: a prefix names the algorithm, and beats image_os_hash_algo")
    void prefixNamesTheAlgorithm() {
        assertThat(texts("SHA256:" + SHA256, null, null)).containsExactly("sha256:" + SHA256);
        assertThat(texts(null, "md5", "sha256:" + SHA256)).containsExactly("sha256:" + SHA256);
        assertThat(findings.warnings()).singleElement().asString().contains("md5", "sha256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/SHA256SUMS",
                "file:///srv/SUMS",
                "glance://6a2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a"
            })
    @DisplayName("K-17: the URL of a checksum file may be of any scheme")
    void checksumFileCanHaveAnyScheme(String url) {
        assertThat(texts(url, null, null)).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/SHA256SUMS#x.img",
                "file:///srv/SUMS",
                "glance://6a2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a"
            })
    @DisplayName("K-17: image_os_hash_value may be the URL of a checksum file, of which one algorithm counts")
    void hashValueMayBeTheUrlOfAChecksumFile(String url) throws ImageException {
        ImageReference file = ImageReference.parse(url);
        assertThat(claims(null, " SHA-512 ", "  " + url + "\n"))
                .containsExactly(new ClaimedChecksum(
                        new ExpectedChecksum.InFile(file, Optional.of("sha512")), "image_os_hash_value"));
        assertThat(claims(null, null, url))
                .containsExactly(new ClaimedChecksum(new ExpectedChecksum.InFile(file), "image_os_hash_value"));
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    @DisplayName("K-05: an unknown algorithm cannot be read from a checksum file either")
    void unknownAlgorithmOfAFileIsAProblem() {
        assertThat(texts(null, "crc99", "https://a/SUMS")).isEmpty();
        assertThat(findings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_os_hash_algo");
            assertThat(problem.example()).isEqualTo("sha256");
        });
    }

    @Test
    void malformedUrlIsAProblemOfItsField() {
        assertThat(texts(null, "sha256", "http://a:port/SUMS")).isEmpty();
        assertThat(findings.problems()).extracting(Problem::field).containsExactly("image_os_hash_value");
    }

    @Test
    @DisplayName("K-09: a file of a strong algorithm counts as a strong checksum, one of any algorithm does not")
    void weakChecksumIsIgnoredBesideAFileOfAStrongAlgorithm() {
        assertThat(texts(MD5, "sha256", "https://a/SUMS")).containsExactly("https://a/SUMS");
        assertThat(findings.warnings()).singleElement().asString().contains("image_checksum", "md5");
        assertThat(texts(MD5, "md5", "https://a/SUMS")).containsExactly("https://a/SUMS", "md5:" + MD5);
        assertThat(texts(MD5, null, "https://a/SUMS")).containsExactly("https://a/SUMS", "md5:" + MD5);
    }

    @Test
    void filesOfBothFieldsAreRead() {
        assertThat(texts("https://a/SUMS", "sha256", "https://b/SUMS"))
                .containsExactly("https://b/SUMS", "https://a/SUMS");
        assertThat(texts("https://a/SUMS", null, "https://a/SUMS")).containsExactly("https://a/SUMS");
        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f00", "sha256:", "sha256:zz", "nowhere", "sha256:abcd"})
    @DisplayName("K-07, K-17: a text that is neither digits nor a URL is a problem with an example")
    void textThatIsNeitherChecksumNorUrlIsAProblem(String text) {
        assertThat(texts(text, null, null)).isEmpty();
        assertThat(findings.problems()).extracting(Problem::field).containsExactly("image_checksum");
    }

    @Test
    @DisplayName("K-05: an unknown algorithm is a problem of its own field")
    void unknownAlgorithmIsAProblem() {
        assertThat(texts(null, "crc99", SHA512)).isEmpty();
        assertThat(findings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_os_hash_algo");
            assertThat(problem.example()).isEqualTo("sha512");
        });
    }

    @Test
    void digitsOfAnotherAlgorithmAreAProblem() {
        assertThat(texts(null, "sha512", SHA256)).isEmpty();
        assertThat(findings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_os_hash_value");
            assertThat(problem.example()).hasSize(128);
        });
    }

    @Test
    void algorithmWithoutValueIsAProblem() {
        assertThat(texts(null, "sha256", null)).isEmpty();
        assertThat(findings.problems()).extracting(Problem::field).containsExactly("image_os_hash_value");
    }

    @Test
    void differentChecksumsAreAProblemAndEqualOnesAreNot() {
        texts(SHA256, "sha256", SHA256);
        assertThat(findings.problems()).isEmpty();
        texts("ab".repeat(32), "sha256", SHA256);
        assertThat(findings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_checksum");
            assertThat(problem.example()).isEqualTo("sha256:" + SHA256);
        });
    }

    @Test
    @DisplayName("K-09: a weak image_os_hash_value stays beside a file, which may have a weak checksum only")
    void weakHashIsComparedBesideAFile() {
        assertThat(texts("https://a/SUMS", "md5", MD5)).containsExactly("md5:" + MD5, "https://a/SUMS");
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void spellingsOfAnAlgorithmDoNotContradict() {
        assertThat(texts(null, " sha256 ", "SHA-256:" + SHA256)).containsExactly("sha256:" + SHA256);
        assertThat(texts(null, " SHA-256 ", SHA256)).containsExactly("sha256:" + SHA256);
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    void callersComeFirst() throws ImageException {
        List<ExpectedChecksum> callers = List.of(ExpectedChecksum.parse("md5:" + MD5));
        assertThat(ImageChecksums.of(callers, fields(SHA256, null, null), findings))
                .extracting(Object::toString)
                .containsExactly("md5:" + MD5, "sha256:" + SHA256);
    }

    private List<ClaimedChecksum> claims(
            @Nullable String checksum, @Nullable String algorithm, @Nullable String value) {
        return ImageChecksums.of(List.of(), fields(checksum, algorithm, value), findings);
    }

    private List<String> texts(@Nullable String checksum, @Nullable String algorithm, @Nullable String value) {
        return claims(checksum, algorithm, value).stream().map(Object::toString).toList();
    }

    private static ChecksumFields fields(
            @Nullable String checksum, @Nullable String algorithm, @Nullable String value) {
        return new ChecksumFields(
                Optional.ofNullable(checksum), Optional.ofNullable(algorithm), Optional.ofNullable(value));
    }
}

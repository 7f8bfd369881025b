// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The formats in which tools write checksums. The samples are the output of these tools for the bytes {@code hello\n}.
 */
class ChecksumFormatsTest {
    private static final byte[] BYTES = "hello\n".getBytes(StandardCharsets.UTF_8);
    private static final Checksum SHA256 = digest("sha256", BYTES);
    private static final Checksum SHA512 = digest("sha512", BYTES);
    private static final String OTHER = "0a".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "gpg-print-md-sha256.txt, x.img, sha256",
        "gpg-print-md-sha512.txt, x.img, sha512",
        "gpg-print-md-long-name.txt, x.img, sha512",
        "gpg-print-md-long-name.txt, debian-13-generic-amd64-netboot-installer-long.qcow2, sha512",
        "gpg-with-colons.txt, x.img, sha256",
        "certutil.txt, x.img, sha256",
        "certutil-windows-7.txt, x.img, sha256",
        "certutil-german.txt, images/x.img, sha256",
        "certutil-french.txt, x.img, sha256",
        "powershell-table.txt, my%20x.img, sha256",
        "powershell-list.txt, x.img, sha512",
        "base64.txt, x.img, sha256",
        "base64-tagged.txt, x.img, sha256",
        "openssl-colons.txt, x.img, sha256",
        "windows-paths.txt, x.img, sha256",
        "windows-paths.txt, C:/images/x.img, sha256",
        "debian-Release, main/images/x.img, sha256"
    })
    void entryOfTheImageIsRead(String sample, String name, String algorithm) throws Exception {
        assertThat(sample(sample).checksumsOf(name(name)))
                .filteredOn(Checksum::strong)
                .containsExactly(digest(algorithm, BYTES));
    }

    @ParameterizedTest
    @CsvSource({
        "gpg-standard-input.txt, sha512",
        "base64-wrapped.txt, sha512",
        "base64-wrapped-by-openssl.txt, sha512",
        "subresource-integrity.txt, sha256"
    })
    void digestAloneNeedsNoName(String sample, String algorithm) throws Exception {
        assertThat(sample(sample).singleChecksum()).contains(digest(algorithm, BYTES));
    }

    @Test
    void everyAlgorithmOfGpgIsRead() throws Exception {
        for (String name : List.of("x.img", "debian-13-generic-amd64-netboot-installer-long.qcow2")) {
            assertThat(sample("gpg-print-mds.txt").checksumsOf(name(name)))
                    .extracting(Checksum::algorithm)
                    .containsExactly("md5", "sha1", "rmd160", "sha224", "sha256", "sha384", "sha512");
            assertThat(sample("gpg-print-mds.txt").checksumsOf(name(name))).contains(SHA256, SHA512);
        }
    }

    @Test
    void headingNamesTheAlgorithmOfTheLinesBelowIt() throws Exception {
        List<Checksum> found = sample("gentoo.DIGESTS").checksumsOf(name("x.img"));
        assertThat(found).extracting(Checksum::algorithm).containsExactly("blake2b", "sha512");
        assertThat(found).contains(SHA512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# SHA512 HASH",
                "# SHA512",
                "#SHA-512 checksums",
                "SHA512:",
                "sha512sum",
                "SHA512 digests:",
                "## SHA2-512 ##",
                "**SHA512**",
                "[sha512]",
                "Checksums-Sha512:"
            })
    void headingsOfSeveralToolsAreRead(String heading) throws Exception {
        String text = "# BLAKE2B HASH\n" + "ab".repeat(64) + "  x.img\n" + heading + "\n" + SHA512.hex() + "  x.img\n";
        assertThat(parsed(text).checksumsOf(name("x.img")))
                .containsExactly(new Checksum("blake2b", "ab".repeat(64)), SHA512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# SHA512 and BLAKE2B hashes of today",
                "# checksums",
                "# Fedora-Cloud-41.x86_64: 123456 bytes",
                "# x.img",
                "#"
            })
    void otherCommentsNameNoAlgorithm(String comment) throws Exception {
        assertThat(parsed(comment + "\n" + SHA256.hex() + "  x.img").checksumsOf(name("x.img")))
                .containsExactly(SHA256);
    }

    @Test
    void algorithmOfALineOverridesTheHeading() throws Exception {
        String text = "# BLAKE2B HASH\nSHA512 (x.img) = " + SHA512.hex() + "\nsha256:" + SHA256.hex() + "  x.img\n";
        assertThat(parsed(text).checksumsOf(name("x.img"))).containsExactly(SHA512, SHA256);
    }

    @Test
    void digestWhoseLengthContradictsItsHeadingIsDamaged() throws Exception {
        ChecksumFile file = parsed("# SHA512 HASH\n" + SHA256.hex() + "  x.img\n" + SHA512.hex() + "  y.img\n");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("line 2", "'x.img'", "damaged", "line 1", "sha512");
        assertThat(file.checksumsOf(name("y.img"))).containsExactly(SHA512);
    }

    @Test
    void twoDigestsOfOneLengthWithoutHeadingsAreAmbiguous() throws Exception {
        ChecksumFile file = parsed("ab".repeat(64) + "  x.img\n" + SHA512.hex() + "  x.img\n");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("ambiguous", "lines 1 and 2", "sha512");
    }

    @ParameterizedTest
    @CsvSource({
        "b2sums.txt, 64, blake2b",
        "B2SUMS, 64, blake2b",
        "x.img.b2, 64, blake2b",
        "x.img.blake2s, 32, blake2s",
        "B3SUMS, 32, blake3",
        "SHA3-256SUMS, 32, sha3-256",
        "x.img.sha3, 64, sha3-512",
        "x-b2sums.txt.asc, 64, blake2b",
        "SHA256SUMS, 64, sha512",
        "b2.sha256, 32, sha256",
        "SHA3-512SUMS, 32, sha256",
        "CHECKSUM, 64, sha512"
    })
    void nameOfTheFileImpliesTheAlgorithm(String file, int bytes, String algorithm) throws Exception {
        String hex = "ab".repeat(bytes);
        ChecksumFile read = ChecksumFile.parse(hex + "  x.img", file, AlgorithmName.ofFile(file));
        assertThat(read.checksumsOf(name("x.img"))).containsExactly(new Checksum(algorithm, hex));
    }

    @Test
    void requestedAlgorithmAppliesUnlessTheFileNamesAnother() throws Exception {
        ChecksumFile file = parsed(SHA256.hex() + "  x.img\nSHA256 (y.img) = " + SHA256.hex() + "\n");
        assertThat(file.assuming("sha3-256").checksumsOf(name("x.img")))
                .containsExactly(new Checksum("sha3-256", SHA256.hex()));
        assertThat(file.assuming("sha3-256").checksumsOf(name("y.img"))).containsExactly(SHA256);
        assertThat(file.assuming("sha512").checksumsOf(name("x.img"))).containsExactly(SHA256);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256-%s, sha256",
        "sha512-%s, sha512",
        "SHA256 (x.img) = %s, sha256",
        "SHA384 (x.img) = %s, sha384",
        "sha256:%s  x.img, sha256",
        "sha-512=:%s:  x.img, sha512",
        "SHA-256=%s  x.img, sha256",
        "%s  x.img, sha256",
        "%s  x.img, sha384",
        "%s *dir/x.img, sha512",
        "%s, sha256",
        "sha256: %s, sha256"
    })
    void base64OfTheRightLengthIsRead(String form, String algorithm) throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Checksum expected = digest(algorithm, new byte[] {(byte) seed});
            byte[] bytes = HexFormat.of().parseHex(expected.hex());
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                ChecksumFile file = parsed(form.formatted(encoder.encodeToString(bytes)));
                assertThat(file.singleChecksum().map(List::of).orElseGet(() -> named(file)))
                        .containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgN=  x.img",
                "sha512-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=  x.img",
                "SHA256 (x.img) = WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6E=",
                "SHA384 (x.img) = 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
                "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6beO3  x.img"
            })
    void damagedDigestIsNotReadAsBase64(String line) throws Exception {
        ChecksumFile file = parsed(line + "\n" + OTHER + "  y.img");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("line 1", "damaged");
    }

    @Test
    void locationInStreamMetadataNamesTheImage() throws Exception {
        ChecksumFile file = sample("coreos-stream.json");
        String name = "fedora-coreos-41.20250105.3.0-openstack.x86_64.qcow2";
        assertThat(file.checksumsOf(name(name + ".xz"))).containsExactly(SHA256);
        assertThat(file.checksumsOf(name("mirror/" + name)))
                .containsExactly(digest("sha256", "hello\nhello\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(file.checksumsOf(name(name + ".xz.sig"))).isEmpty();
        assertThat(file.checksumsOf(name("fedora-coreos-41.20250105.3.0-live-kernel-x86_64")))
                .containsExactly(digest("sha256", "kernel".getBytes(StandardCharsets.UTF_8)));
        assertThat(file.noEntryFor(List.of(name("gone.qcow2.xz"))))
                .hasMessageContainingAll("'gone.qcow2.xz'", "fedora-coreos-41");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\": \"server/x.img\", \"sha256\": \"%s\", \"ftype\": \"disk1.img\"}",
                "[{\"link\": \"https://a.example/pub/x.img?sig=1#top\", \"sha256\": \"%s\", \"size\": \"12\"}]",
                "{\"assets\": [{\"name\": \"x.img\", \"digest\": \"sha256:%s\"}]}",
                "{\"Algorithm\": \"SHA256\", \"Hash\": \"%s\", \"Path\": \"C:\\\\images\\\\x.img\"}",
                "[ [{\"url\": \"file:///srv/x%%2eimg\", \"SHA-256\": \"%s\", \"sha512\": \"\"}] ]",
                "{\"name\": \"openstack\", \"location\": \"x.img\", \"sha256sum\": \"%s\"}"
            })
    void objectsOfOtherJsonAreReadByTheirMembers(String form) throws Exception {
        assertThat(parsed(form.formatted(SHA256.hex())).checksumsOf(name("x.img")))
                .containsExactly(SHA256);
    }

    @Test
    void jsonThatContradictsItselfIsAmbiguous() throws Exception {
        ChecksumFile file = parsed("[{\"path\": \"a/x.img\", \"sha256\": \"" + SHA256.hex() + "\"}, {\"path\":"
                + " \"b/x.img\", \"sha256\": \"" + OTHER + "\"}]");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("ambiguous", "line 1, column", "'a/x.img', 'b/x.img'", "#PATH");
        assertThat(file.checksumsOf(name("b/x.img"))).containsExactly(new Checksum("sha256", OTHER));
    }

    @Test
    void damagedDigestInJsonIsAnError() throws Exception {
        ChecksumFile file = parsed("{\"a\": {\"path\": \"x.img\", \"sha256\": \"abc\"}, \"b\": {\"path\": \"y.img\","
                + " \"sha256\": \"" + OTHER + "\"}}");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("'x.img'", "damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no object has the location",
                "{\"stream\": \"stable\", \"sha256\": 5}|no object has the location",
                "[{\"location\": \"x.img\"}]|no object has the location",
                "{\"a\": |looks like JSON",
                "{\"a\": 1, \"a\": 2}|Duplicate",
                "{a}|looks like JSON"
            })
    void jsonWithoutImagesIsRefused(String text, String why) {
        assertThatFailure(() -> parsed(text))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("SUMS", "JSON", why);
    }

    @Test
    void jsonIsBounded() {
        assertThatFailure(() -> parsed("[".repeat(40) + "]".repeat(40)))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("looks like JSON");
        String path = "x".repeat(9000);
        assertThatFailure(() -> parsed(
                        "{\"path\": \"" + path + "\", \"name\": \"x.img\", \"sha256\": \"" + SHA256.hex() + "\"}"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("no object");
        StringBuilder many = new StringBuilder("{\"path\": \"x.img\"");
        for (int number = 0; number < 40; number++) {
            many.append(", \"blake2b-").append(100 + number).append("\": \"abcdef0123\"");
        }
        assertThatFailure(() -> parsed(many + "}"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("no object");
    }

    @Test
    void backslashesSeparateSegmentsOrBelongToNames() throws Exception {
        String text = OTHER + "  sub\\x.img\n" + SHA256.hex() + "  x.img\n";
        assertThat(parsed(text).checksumsOf(name("x.img"))).containsExactly(SHA256);
        assertThat(parsed(text).checksumsOf(name("sub/x.img"))).containsExactly(new Checksum("sha256", OTHER));
        assertThat(parsed(text).checksumsOf(name("sub%5Cx.img"))).containsExactly(new Checksum("sha256", OTHER));
        assertThatFailure(() -> parsed(OTHER + "  a\\x.img\n" + SHA256.hex() + "  b\\x.img\n")
                        .checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("lines 1 and 2", "'a/x.img', 'b/x.img'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hash Path\n---- ----\n%s C:\\my images\\x.img",
                "Algorithm Path Hash\n--------- ---- ----\nSHA256 C:\\my images\\x.img %s",
                "Path Hash\n---- ----\nx.img %s\n\nnothing else"
            })
    void columnsOfATableAreFoundByTheirNames(String table) throws Exception {
        String text = table.formatted(SHA256.hex().toUpperCase(Locale.ROOT));
        assertThat(parsed(text).checksumsOf(name("x.img"))).containsExactly(SHA256);
    }

    @Test
    void pathsThatPowerShellCutOffAreNotGuessed() throws Exception {
        String head = "Algorithm Hash Path\n--------- ---- ----\n";
        ChecksumFile paths = parsed(head + "SHA256 " + SHA256.hex() + " C:\\images\\debian-13-gener...\n");
        assertThat(paths.checksumsOf(name("debian-13-generic.img"))).isEmpty();
        assertThat(paths.noEntryFor(List.of(name("debian-13-generic.img")))).hasMessageContaining("Format-List");
        ChecksumFile digests = parsed(head + "SHA256 5891B5B522D5DF086D0FF0B110F... x.img\nSHA256 " + OTHER + " y\n");
        assertThatFailure(() -> digests.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("line 3", "damaged");
    }

    @Test
    void truncatedGpgDigestIsDamaged() throws Exception {
        ChecksumFile file =
                parsed("x.img: 5891B5B5 22D5DF08 6D0FF0B1 10FBD9D2 1BB4FC71 63AF34D0\n" + OTHER + "  y.img");
        assertThatFailure(() -> file.checksumsOf(name("x.img")))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("line 1", "damaged");
        assertThatFailure(() -> parsed("x.img: 5891B5B5 22D5DF08"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("line 1", "'x.img'", "damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html></html>|an HTML page",
                "<?xml version='1.0'?><metalink xmlns='urn:ietf:params:xml:ns:metalink'/>|a Metalink",
                "<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>|XML",
                "-----BEGIN PGP SIGNATURE-----~~iQIzBAEBCgAdFiEE~=abcd~-----END PGP SIGNATURE-----|a detached OpenPGP signature",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----~~mQINBF|an OpenPGP key",
                "-----BEGIN SSH SIGNATURE-----~U1NIU0lH|a signature by an SSH key",
                "untrusted comment: verify with a.pub~RWRGy8gxk9N9314J0gh9U02lA7s8i6ITajJiNgxQOndvXvM5ZPX+nQ9h+==|signify",
                "version https://git-lfs.github.com/spec/v1~oid sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03~size 6|Git LFS",
                "CertUtil: -hashfile command FAILED: 0x80070002|CertUtil",
                "; made by cksfv~x.img 363A3020~y.img 00000000~|CRC-32",
                "3287646509 6 x.img|CRC",
                "x.img  5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03|names before digests",
                "#!/bin/sh~echo|a script"
            })
    void unsupportedFormatIsNamed(String text, String format) {
        assertThatFailure(() -> parsed(text.replace('~', '\n')))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageStartingWith("no line of SUMS has a checksum; it looks like ")
                .hasMessageContaining(format);
    }

    @ParameterizedTest
    @CsvSource({
        "d8:announce35:udp://tracker.example:80, BitTorrent",
        "d10:created by8:mktorrent4:info, BitTorrent",
        "zsync: 0.6.2, zsync",
        "%PDF-1.7, PDF",
        "BZh91AY, bzip2"
    })
    void binaryFormatIsNamed(String beginning, String format) {
        byte[] bytes = (beginning + "\0\u0001").getBytes(StandardCharsets.ISO_8859_1);
        ImageException e =
                assertThatFailure(() -> ChecksumText.of(bytes, "SUMS")).failure();
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll("SUMS is not text", "it looks like", format);
    }

    private static List<Checksum> named(ChecksumFile file) {
        try {
            return file.checksumsOf(name("x.img"));
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private static ChecksumFile sample(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ChecksumFormatsTest.class.getResourceAsStream("/checksum-files/" + name), name)) {
            return parsed(ChecksumText.of(in.readAllBytes(), name));
        }
    }

    private static ChecksumFile parsed(String text) throws ImageException {
        return ChecksumFile.parse(text, "SUMS", Optional.empty());
    }

    private static ImageName name(String encoded) {
        return ImageName.ofEncoded(encoded).orElseThrow();
    }

    private static Checksum digest(String algorithm, byte[] bytes) {
        try {
            byte[] digest =
                    MessageDigest.getInstance(Checksum.jcaName(algorithm)).digest(bytes);
            return new Checksum(algorithm, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

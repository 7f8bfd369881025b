// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumFileTest {
    private static final String SUM = "5f".repeat(32);
    private static final String OTHER = "0a".repeat(32);
    private static final String SHA512 = "7e".repeat(64);
    private static final String MD5 = "1b".repeat(16);
    private static final String SHA1 = "2c".repeat(20);
    private static final Checksum WANTED = new Checksum("sha256", SUM);

    @Test
    @DisplayName("K-24: of many lines, the one that names the image counts")
    void lineThatNamesTheImageCounts() throws ImageException {
        String text = OTHER + "  a.img\n" + SUM + "  x.img\n" + OTHER + "  b.img\n";
        assertThat(found(text, "x.img")).containsExactly(WANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s  x.img",
                "%s *x.img",
                "%s x.img",
                "%s\tx.img",
                "%s \t x.img",
                "  %s  x.img  ",
                "%s  ./x.img",
                "%s *./images/x.img",
                "%s  /srv/images/x.img",
                "%s  images//x.img",
                "\\%s  x.img",
                "sha256:%s  x.img"
            })
    @DisplayName("K-26: lines of GNU coreutils, text and binary, with paths in their names")
    void linesOfGnuAreRead(String line) throws ImageException {
        assertThat(found(line.formatted(SUM), "x.img")).containsExactly(WANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA256 (x.img) = %s",
                "SHA256(x.img)= %s",
                "SHA2-256(x.img)= %s",
                "sha-256 (x.img)=%s",
                "SHA256 (images/x.img) = %s",
                "\\SHA256 (x.img) = %s"
            })
    @DisplayName("K-27: lines of BSD and of OpenSSL")
    void linesOfBsdAreRead(String line) throws ImageException {
        assertThat(found(line.formatted(SUM), "x.img")).containsExactly(WANTED);
    }

    @Test
    void taggedLineNamesItsAlgorithm() throws ImageException {
        assertThat(found("SHA3-256 (x.img) = " + SUM, "x.img")).containsExactly(new Checksum("sha3-256", SUM));
        assertThat(found("SHA512/256 (x.img) = " + SUM, "x.img")).containsExactly(new Checksum("sha512/256", SUM));
    }

    @Test
    @DisplayName("K-28: comments and the lines around a signed text are skipped")
    void commentsAreSkipped() throws ImageException {
        String text = """
                # Fedora-Cloud.x86_64: 123456 bytes
                #%1$s  x.img

                SHA256 (x.img) = %2$s
                """.formatted(OTHER, SUM);
        assertThat(found(text, "x.img")).containsExactly(WANTED);
    }

    @Test
    @DisplayName("K-28: only the signed lines of a cleartext signature are read")
    void onlySignedLinesAreRead() throws ImageException {
        String text = """
                %1$s  x.img
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA512

                - %2$s  x.img
                - -----BEGIN PGP SIGNATURE-----
                %2$s  y.img
                -----BEGIN PGP SIGNATURE-----

                iQIzBAEBCgAdFiEE
                =abcd
                -----END PGP SIGNATURE-----
                %1$s  x.img
                """.formatted(OTHER, SUM);
        assertThat(found(text, "x.img")).containsExactly(WANTED);
        assertThat(found(text, "y.img")).containsExactly(WANTED);
    }

    @Test
    @DisplayName("K-28: a digest without a name may be signed")
    void digestAloneMayBeSigned() throws ImageException {
        String text = "-----BEGIN PGP SIGNED MESSAGE-----\n\n" + SUM + "\n-----BEGIN PGP SIGNATURE-----\nabc\n";
        assertThat(file(text).singleChecksum()).contains(WANTED);
    }

    @Test
    @DisplayName("K-30: names are compared literally")
    void namesAreComparedLiterally() throws ImageException {
        String text = OTHER + "  xyimg\n" + OTHER + "  X.IMG\n" + OTHER + "  ax.img\n" + OTHER + "  x.img.sig\n";
        assertThat(found(text, "x.img")).isEmpty();
        assertThat(found(SUM + "  a(1)+[b].img", "a(1)+[b].img")).containsExactly(WANTED);
        assertThat(found(SUM + "  a (b) = c", "a (b) = c")).containsExactly(WANTED);
        assertThat(found("SHA256 (a (b) = c) = " + SUM, "a (b) = c")).containsExactly(WANTED);
        assertThat(found(SUM + "  two words.img", "two%20words.img")).containsExactly(WANTED);
        assertThat(found(SUM + "  100%.img", "100%.img")).containsExactly(WANTED);
    }

    @Test
    @DisplayName("K-31: SHA-1 is read in either format")
    void shaOneIsRead() throws ImageException {
        assertThat(found("SHA1 (x.img) = " + SHA1, "x.img")).containsExactly(new Checksum("sha1", SHA1));
        assertThat(found(SHA1 + "  x.img", "x.img")).containsExactly(new Checksum("sha1", SHA1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n"})
    @DisplayName("K-33: lines end as on any system")
    void linesEndAsOnAnySystem(String end) throws ImageException {
        assertThat(found(OTHER + " *a.img" + end + SUM + " *x.img" + end, "x.img"))
                .containsExactly(WANTED);
    }

    @Test
    void digestAloneNeedsNoName() throws ImageException {
        assertThat(file(SUM).singleChecksum()).contains(WANTED);
        assertThat(file("# of the image\n\n" + SUM.toUpperCase(Locale.ROOT) + "\r\n")
                        .singleChecksum())
                .contains(WANTED);
        assertThat(file("sha512:" + SHA512).singleChecksum()).contains(new Checksum("sha512", SHA512));
    }

    @Test
    void digestWithoutANameCountsOnlyIfItIsTheOnlyEntry() throws ImageException {
        assertThat(file(SUM + "\n" + OTHER).singleChecksum()).isEmpty();
        assertThat(file("the image of today:\n" + SUM).singleChecksum()).isEmpty();
        assertThat(file(SUM + "  x.img").singleChecksum()).isEmpty();
        assertThat(file(SUM + "\n" + OTHER).noEntryFor(List.of(name("x.img"))))
                .hasMessageContainingAll("'x.img'", "only checksums without names, in 2 lines");
    }

    @Test
    void namesWithEscapesAreRead() throws ImageException {
        assertThat(found("\\" + SUM + "  a\\nb\\\\c", "a%0Ab%5Cc")).containsExactly(WANTED);
        assertThat(found("\\SHA256 (a\\\\b) = " + SUM, "a%5Cb")).containsExactly(WANTED);
        assertThat(found(SUM + "  a\\nb", "a%5Cnb")).containsExactly(WANTED);
    }

    @Test
    void asteriskOfANameIsNotTheMarkOfABinaryFile() throws ImageException {
        assertThat(found(SUM + "  *x.img", "x.img")).isEmpty();
        assertThat(found(SUM + "  *x.img", "*x.img")).containsExactly(WANTED);
        assertThat(found(SUM + " **x.img", "*x.img")).containsExactly(WANTED);
    }

    @Test
    void pathWithMoreCommonSegmentsIsPreferred() throws ImageException {
        String text = SUM + "  new/x.img\n" + OTHER + "  old/x.img\n";
        assertThat(found(text, "/pub/new/x.img")).containsExactly(WANTED);
        assertThat(found(text, "old/x.img")).containsExactly(new Checksum("sha256", OTHER));
    }

    @Test
    void wholePathIsPreferredToTheEndOfOne() throws ImageException {
        String text = OTHER + "  backup/x.img\n" + SUM + "  ./x.img\n";
        assertThat(found(text, "/pub/x.img")).containsExactly(WANTED);
    }

    @Test
    void differentDigestsForOneNameAreAmbiguous() throws ImageException {
        ChecksumFile file = file(SUM + "  a/x.img\n\n" + OTHER + "  b/x.img\n");
        ImageException e = catchThrowableOfType(ImageException.class, () -> file.checksumsOf(name("x.img")));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll("SUMS is ambiguous", "lines 1 and 3", "sha256", "'x.img'", "#PATH");
    }

    @Test
    void differentAlgorithmsForDifferentPathsAreAmbiguous() throws ImageException {
        ChecksumFile file = file("SHA256 (a/disk.img) = " + SUM + "\nSHA512 (b/disk.img) = " + SHA512 + "\n");
        ImageException e = catchThrowableOfType(ImageException.class, () -> file.checksumsOf(name("disk.img")));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll("SUMS is ambiguous", "'disk.img'", "'a/disk.img', 'b/disk.img'", "#PATH");
        assertThat(file.checksumsOf(name("a/disk.img"))).containsExactly(WANTED);
        assertThat(file.checksumsOf(name("b/disk.img"))).containsExactly(new Checksum("sha512", SHA512));
    }

    @Test
    void differentAlgorithmsForSpellingsOfOnePathAreNotAmbiguous() throws ImageException {
        assertThat(found(SUM + "  ./a/disk.img\nSHA512 (a//disk.img) = " + SHA512, "disk.img"))
                .containsExactly(WANTED, new Checksum("sha512", SHA512));
    }

    @Test
    void pathThatHasAllChecksumsIsNotAmbiguous() throws ImageException {
        String copy = SUM + "  a/disk.img\n" + SUM + "  b/disk.img\n";
        assertThat(found(copy, "disk.img")).containsExactly(WANTED);
        assertThat(found(copy + SHA512 + "  b/disk.img\n", "disk.img"))
                .containsExactly(WANTED, new Checksum("sha512", SHA512));
    }

    @Test
    void errorShowsAFewPathsOfAnAmbiguousFile() throws ImageException {
        StringBuilder text = new StringBuilder(SUM + "  a\u001b[31m/disk.img\n");
        for (int index = 0; index < 9; index++) {
            text.append(OTHER).append("  ").append(index).append("/disk.img\n");
        }
        ChecksumFile file = file(text.toString());
        ImageException e = catchThrowableOfType(ImageException.class, () -> file.checksumsOf(name("disk.img")));
        assertThat(e).hasMessageContainingAll("'a?[31m/disk.img', '0/disk.img'", "and 5 more");
    }

    @Test
    void contradictionOfOnePathIsReported() throws ImageException {
        ChecksumFile file = file(SUM + "  disk.img\n" + OTHER + "  ./disk.img\n");
        ImageException e = catchThrowableOfType(ImageException.class, () -> file.checksumsOf(name("disk.img")));
        assertThat(e).hasMessageContainingAll("ambiguous", "lines 1 and 2", "with the same path");
        assertThat(e.getMessage()).doesNotContain("#PATH");
    }

    @Test
    void equalLinesAreNotAmbiguous() throws ImageException {
        assertThat(found(SUM + "  x.img\n" + SUM.toUpperCase(Locale.ROOT) + " *x.img\n", "x.img"))
                .containsExactly(WANTED);
    }

    @Test
    void oneChecksumOfEachAlgorithmCounts() throws ImageException {
        String text = MD5 + "  x.img\nSHA512 (x.img) = " + SHA512 + "\n" + SUM + "  x.img\n";
        assertThat(found(text, "x.img"))
                .containsExactly(new Checksum("md5", MD5), new Checksum("sha512", SHA512), WANTED);
    }

    @Test
    @DisplayName("K-25: if no line names the image, the error lists the names")
    void errorListsTheNames() throws ImageException {
        StringBuilder text = new StringBuilder(SUM + "  \u001b[31mred\n" + SUM + "  " + "n".repeat(100) + "\n");
        for (int index = 0; index < 10; index++) {
            text.append(SUM).append("  file").append(index).append('\n');
        }
        ImageException e = file(text.toString()).noEntryFor(List.of(name("x.img"), name("y.img")));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e)
                .hasMessageContainingAll("SUMS names 'x.img' or 'y.img'", "'?[31mred'", "'file0'", "7 more", "#NAME");
        assertThat(e.getMessage()).doesNotContain("\u001b", "n".repeat(61), "file9");
    }

    @Test
    @DisplayName("K-32: without a name to search for, the error says how to give one")
    void withoutANameTheErrorSaysHowToGiveOne() throws ImageException {
        assertThat(file(SUM + "  x.img").noEntryFor(List.of()))
                .hasMessageContainingAll("has no name", "SUMS", "'x.img'", "append #NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "me0w",
                "x.img",
                "f00  x.img",
                "zz  x.img",
                "SIZE (x.img) = f00",
                "SHA256 (x.img)",
                "(x.img) = 00",
                "=",
                ")=(",
                "\\"
            })
    @DisplayName("K-23: a text without a checksum is refused")
    void textWithoutAChecksumIsRefused(String text) {
        assertThatFailure(() -> file(text))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessage("no line of SUMS has a checksum");
    }

    @Test
    void pageIsRecognised() {
        assertThatFailure(() -> file("\n<!DOCTYPE html>\n<html><body>404</body></html>"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessage("no line of SUMS has a checksum; it looks like an HTML page");
    }

    @Test
    void linesAreBounded() {
        assertThatFailure(() -> file("\n".repeat(100_001)))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("more than 100000 lines");
        assertThatFailure(() -> file(SUM + "  " + "x".repeat(8192)))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("more than 8192 characters");
    }

    @Test
    void allAllowedLinesAreRead() throws ImageException {
        assertThat(found("\n".repeat(99_999) + SUM + "  x.img\n", "x.img")).containsExactly(WANTED);
    }

    @Test
    void textInAnySupportedEncodingIsRead() throws ImageException {
        String line = SUM + "  ä.img";
        assertThat(found(ChecksumText.of(line.getBytes(StandardCharsets.UTF_8), "SUMS"), "%C3%A4.img"))
                .containsExactly(WANTED);
        assertThat(found(ChecksumText.of(line.getBytes(StandardCharsets.ISO_8859_1), "SUMS"), "ä.img"))
                .containsExactly(WANTED);
        assertThat(found(ChecksumText.of(("\ufeff" + line).getBytes(StandardCharsets.UTF_8), "SUMS"), "ä.img"))
                .containsExactly(WANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void textOfWindowsIsRead(String charset) throws ImageException {
        byte[] bytes =
                ("\ufeff" + SUM.toUpperCase(Locale.ROOT) + "  \u00e4.img\r\n").getBytes(Charset.forName(charset));
        assertThat(found(ChecksumText.of(bytes, "SUMS"), "\u00e4.img")).containsExactly(WANTED);
    }

    @Test
    void linesMayEndInNul() throws ImageException {
        String text = OTHER + "  a.img\0" + SUM + "  x.img\0";
        assertThat(found(ChecksumText.of(text.getBytes(StandardCharsets.UTF_8), "SUMS"), "x.img"))
                .containsExactly(WANTED);
        for (String binary : List.of(text + "\0", text + "x", text + "\n\0")) {
            assertThatFailure(() -> ChecksumText.of(binary.getBytes(StandardCharsets.UTF_8), "SUMS"))
                    .hasCode(ErrorCode.INVALID_METADATA)
                    .hasMessageContaining("not text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s  -", "%s *-", "SHA2-256(stdin)= %s", "SHA256 (-) = %s"})
    void checksumOfStandardInputHasNoName(String line) throws ImageException {
        String text = line.formatted(SUM);
        assertThat(file(text).singleChecksum()).contains(WANTED);
        assertThat(file(text + "\n" + OTHER + "  y.img").singleChecksum()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5  ok/x.img",
                "sha512:5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f  ok/x.img",
                "SHA512 (ok/x.img) = 5f5f5f5f5f5f5f5f5f5f",
                "SHA512(ok/x.img)= ",
                "\\5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5 *ok/x.img"
            })
    void damagedLineOfTheImageIsAnError(String damaged) throws ImageException {
        for (String text : List.of(
                damaged,
                damaged + "\n" + OTHER + "  y.img",
                damaged + "\n" + OTHER + "  old/x.img",
                MD5 + "  ok/x.img\n" + damaged)) {
            ImageException e = assertThatFailure(() -> found(text, "https://a/ok/x.img"))
                    .hasCode(ErrorCode.INVALID_METADATA)
                    .failure();
            assertThat(e).hasMessageContaining("ok/x.img").hasMessageContaining("is damaged");
        }
        assertThat(found(damaged + "\n" + SUM + "  new/x.img", "https://a/new/x.img"))
                .containsExactly(WANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240101  x.img",
                "18446744073709551615 x.img",
                "SIZE (x.img) = 12",
                "TIMESTAMP (x.img) = now",
                "see x.img"
            })
    void otherLinesAreSkipped(String line) throws ImageException {
        assertThat(found(line + "\n" + SUM + "  x.img", "x.img")).containsExactly(WANTED);
    }

    @Test
    void emptyAndBinaryFilesAreRefused() {
        assertThatFailure(() -> ChecksumText.of(new byte[0], "SUMS"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessage("SUMS is empty");
        assertThatFailure(() -> ChecksumText.of(" \r\n\t".getBytes(StandardCharsets.UTF_8), "SUMS"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContaining("is empty");
        assertThatFailure(() -> ChecksumText.of((SUM + "  x.img").getBytes(StandardCharsets.UTF_16LE), "SUMS"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("not text in UTF-8", "UTF-16 without a byte order mark");
        assertThatFailure(() -> ChecksumText.of(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0}, "SUMS"))
                .hasCode(ErrorCode.INVALID_METADATA)
                .hasMessageContainingAll("a qcow2 image", "is it the image itself?");
    }

    private static ChecksumFile file(String text) throws ImageException {
        return ChecksumFile.parse(text, "SUMS", Optional.empty());
    }

    private static List<Checksum> found(String text, String encodedName) throws ImageException {
        return file(text).checksumsOf(name(encodedName));
    }

    private static ImageName name(String encoded) {
        return Optional.of(encoded).flatMap(ImageName::ofEncoded).orElseThrow();
    }
}

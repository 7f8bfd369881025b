// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ChecksumFileLawsTest {
    private static final List<String> FORMS = List.of(
            "%s  %s", "%s *%s", "%s\t%s", "%s  ./%s", "%s  dir/%s", "SHA256 (%2$s) = %1$s", "SHA256(%2$s)= %1$s");

    @Property(tries = 300)
    void everyNameHasTheDigestOfItsOwnLine(
            @ForAll("sums") Map<String, String> sums,
            @ForAll("forms") @Size(min = 12, max = 12) List<String> forms,
            @ForAll("ends") String end)
            throws ImageException {
        StringBuilder text = new StringBuilder("# sums" + end);
        int index = 0;
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            text.append(forms.get(index).formatted(sum.getValue(), sum.getKey()))
                    .append(end);
            index++;
        }
        ChecksumFile file = ChecksumFile.parse(text.toString(), "SUMS", Optional.empty());
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            assertThat(file.checksumsOf(new ImageName(List.of(sum.getKey()))))
                    .containsExactly(new Checksum("sha256", sum.getValue()));
        }
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll("texts") String text, @ForAll("names") String name) {
        try {
            ChecksumFile file = ChecksumFile.parse(text, "SUMS", Optional.empty());
            String digits = text.toLowerCase(Locale.ROOT).replaceAll("[\\s:]", "");
            file.singleChecksum().ifPresent(sum -> assertThat(digits).contains(sum.hex()));
            for (Checksum sum : file.checksumsOf(new ImageName(List.of(name)))) {
                assertThat(digits).contains(sum.hex());
                assertThat(text).contains(name);
            }
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
            assertThat(e.getMessage()).hasSizeLessThan(1000);
        }
    }

    /** An entry in GNU's format: the text around it neither hides nor changes it, but may contradict it. */
    @Property(tries = 1000)
    void entryIsReadWhateverTextSurroundsIt(
            @ForAll("texts") String before, @ForAll("texts") String behind, @ForAll("hexes") String hex) {
        String text = before + "\n\nsha256:" + hex + "  wanted.img\n" + behind;
        Assume.that(!text.contains("-----") && !text.stripLeading().startsWith("{"));
        try {
            assertThat(ChecksumFile.parse(text, "SUMS", Optional.empty())
                            .checksumsOf(new ImageName(List.of("wanted.img"))))
                    .containsExactly(new Checksum("sha256", hex));
        } catch (ImageException e) {
            throw new AssertionError(text, e);
        }
    }

    @Property(tries = 500)
    void everyNotationOfADigestIsRead(@ForAll @Size(32) byte[] bytes, @ForAll("names") String name)
            throws ImageException {
        Checksum expected = new Checksum("sha256", HexFormat.of().formatHex(bytes));
        String upper = HexFormat.of().withUpperCase().formatHex(bytes);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        for (String text : List.of(
                base64 + "  " + name,
                "sha256-" + base64 + "  " + name,
                "SHA256 (" + name + ") = " + base64,
                "SHA256 (" + name + ") = " + HexFormat.ofDelimiter(":").formatHex(bytes),
                name + ": " + upper.replaceAll("(.{8})(?!$)", "$1 "),
                "SHA256 hash of " + name + ":\n" + HexFormat.ofDelimiter(" ").formatHex(bytes),
                "Algorithm : SHA256\nHash : " + upper + "\nPath : " + name,
                "Hash Path\n---- ----\n" + upper + " " + name,
                "{\"location\": \"" + name + "\", \"sha256\": \"" + upper + "\"}")) {
            ChecksumFile file = ChecksumFile.parse(text, "SUMS", Optional.empty());
            assertThat(file.checksumsOf(ImageName.ofEncoded(name).orElseThrow()))
                    .as(text)
                    .containsExactly(expected);
        }
    }

    @Property(tries = 2000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            ChecksumFile.parse(ChecksumText.of(bytes, "SUMS"), "SUMS", Optional.empty());
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        }
    }

    @Provide
    Arbitrary<Map<String, String>> sums() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .withChars("ab.()+[ =-_")
                                .alpha()
                                .ofMinLength(1)
                                .ofMaxLength(12)
                                .map(name -> "n" + name + "x"),
                        hex())
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> hexes() {
        return hex();
    }

    @Provide
    Arbitrary<List<String>> forms() {
        return Arbitraries.of(FORMS).list().ofSize(12);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("x.img", "y", "x", ")", "=", "a b");
    }

    /** Fragments of checksum files, in any order. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.of(
                "\n",
                "\n",
                "\r\n",
                " ",
                "  ",
                " *",
                "\t",
                "\\",
                "\\n",
                "(",
                ")",
                " = ",
                "=",
                "#",
                "- ",
                "/",
                "./",
                "x.img",
                "y",
                "a b",
                "SHA256",
                "MD5",
                "SHA2-256",
                "sha256:",
                ":",
                "-----BEGIN PGP SIGNED MESSAGE-----\n",
                "-----BEGIN PGP SIGNATURE-----\n",
                "Hash: SHA512\n",
                "\n\n",
                "<html>",
                "# SHA512 HASH\n",
                "BLAKE2B:\n",
                "x.img: ",
                "sha256-",
                "sha256=:",
                "5891B5B5 22D5DF08 ",
                "SHA256 = ",
                "SHA256 hash of x.img:\n",
                "CertUtil: ok\n",
                "Algorithm Hash Path\n--------- ---- ----\n",
                "Algorithm : SHA256\n",
                "Hash : ",
                "Path : x.img\n",
                "C:\\",
                "{\"path\": \"x.img\", \"sha256\": \"",
                "\"}",
                "==",
                "\ufeff");
        return Combinators.combine(piece, hex(), Arbitraries.of(0, 1, 1, 1))
                .as((text, hex, which) -> which == 0 ? hex : text)
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    private static Arbitrary<String> hex() {
        return Arbitraries.of("0123456789abcdef".split("")).map(digit -> digit.repeat(64));
    }
}

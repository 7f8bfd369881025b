// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
        ChecksumFile file = ChecksumFile.parse(text.toString(), "SUMS");
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            assertThat(file.of(new WantedName(List.of(sum.getKey()))))
                    .containsExactly(new Checksum("sha256", sum.getValue()));
        }
    }

    @Property(tries = 2000)
    void whateverATextHasIsReadOrRefused(@ForAll("texts") String text, @ForAll("names") String name) {
        try {
            ChecksumFile file = ChecksumFile.parse(text, "SUMS");
            file.alone()
                    .ifPresent(sum -> assertThat(text.toLowerCase(Locale.ROOT)).contains(sum.hex()));
            for (Checksum sum : file.of(new WantedName(List.of(name)))) {
                assertThat(text.lines())
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(sum.hex()) && line.contains(name));
            }
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
            assertThat(e.getMessage()).hasSizeLessThan(1000);
        }
    }

    @Property(tries = 2000)
    void whateverBytesThereAreAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            ChecksumFile.parse(ChecksumText.of(bytes, "SUMS"), "SUMS");
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

    /** Pieces of which checksum files are made, in any order. */
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

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearChecksumFilesTest {
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @ParameterizedTest
    @ValueSource(
            strings = {
                DIGEST + "  image\n",
                "SHA256 (image) = " + DIGEST + "\n",
                "SHA256 (",
                "image: " + DIGEST + "\n",
                "sha256:",
                "Hash : " + DIGEST + "\n",
                "- ",
                "  ----  \n",
                "[",
                "{\"a\":",
                "=",
                "AB ",
                "AB CD\n   EF",
                "# SHA256 HASH\n" + DIGEST + "  image\n",
                "DIST image 1 SHA256 " + DIGEST + "\n",
                "SHA256 hash of image:\n" + DIGEST + "\nCertUtil: -hashfile command completed successfully.\n",
                "image: SHA256 = 9F86D081 884C7D65\n",
                "          9F86D081 884C7D65\n",
                "-----BEGIN PGP SIGNED MESSAGE-----\n",
                "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n",
                "\n",
                "a\n",
                " \t"
            })
    void checksumFileIsReadInProportionToItsText(String repeated) {
        LinearWork.assertLinearMemory(repeated, 400, count -> () -> read(repeated.repeat(count)));
        LinearWork.assertLinearMemory(repeated + "x", 400, count -> () -> read(repeated.repeat(count) + "x"));
    }

    private static void read(String text) {
        try {
            ChecksumFile.parse(text, "file", Optional.empty());
        } catch (ImageException e) {
            if (e.code() != ErrorCode.INVALID_METADATA) {
                throw new AssertionError(e);
            }
        }
    }
}

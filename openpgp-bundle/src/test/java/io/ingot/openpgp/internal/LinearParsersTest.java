// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearParsersTest {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"Hash: SHA256\n", "\n", "text\n", "- -\n", "-", " \n", "-----BEGIN PGP SIGNATURE-----\n", "\r"})
    void signedTextIsParsedInLinearTime(String repeated) {
        LinearWork.assertLinearMemory(
                repeated, 1_000, count -> () -> read((BEGIN + repeated.repeat(count)).getBytes(US_ASCII)));
        LinearWork.assertLinearMemory(
                "text and " + repeated,
                1_000,
                count -> () -> read((BEGIN + "\ntext\n" + repeated.repeat(count)).getBytes(US_ASCII)));
    }

    private static void read(byte[] document) {
        try {
            if (!CleartextMessage.isPresent(document)) {
                throw new AssertionError("it begins as a signed text does");
            }
            CleartextMessage.parse(document);
        } catch (CleartextMessage.MalformedException e) {
            if (String.valueOf(e.getMessage()).isEmpty()) {
                throw new AssertionError(e);
            }
        }
    }
}

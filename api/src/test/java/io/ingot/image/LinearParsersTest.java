// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import io.ingot.image.client.ExpectedChecksum;
import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearParsersTest {
    private static final int SIZE = 3_000;

    @ParameterizedTest
    @ValueSource(strings = {"/", "@", "%25", "%40", "25", ":", "?", "&=", "#", "//a@", "{", "-", "1.", "[", "::", "a"})
    void referenceIsParsedAndPrintedInLinearTime(String repeated) {
        for (String begin : new String[] {"", "http:", "http://", "http:///", "http://host/", "http://host/?", "%"}) {
            LinearWork.assertLinearMemory(
                    begin + repeated, SIZE / repeated.length(), count -> () -> read(begin + repeated.repeat(count)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%25", "25", "@", "a", "\\"})
    void encodingsOfATextAreReadOnce(String repeated) {
        LinearWork.assertLinear("%" + repeated, size -> "%" + repeated.repeat(size / repeated.length()), text -> {
            DecodedText decoded = new DecodedText(text);
            if (decoded.last('?') >= 0) {
                throw new AssertionError("there is no question mark in " + repeated);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "file=x&", "a=b&", "=", "&id=", ";"})
    void queryIsReadInProportionToIt(String repeated) {
        LinearWork.assertLinearMemory(repeated, SIZE, count -> () -> {
            String query = repeated.repeat(count);
            if (NamingQuery.of(query).length() > query.length()
                    || QueryDisplay.of(query).isEmpty()) {
                throw new AssertionError("a part of it names the image, and all of it is shown");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "sha256:", "md5:00", ":", "0x", "1.", "ab:", "/8", "::", "[", "http:/"})
    void checksumsAndAddressesAreReadInProportionToTheirText(String repeated) {
        LinearWork.assertLinearMemory(repeated, SIZE, count -> () -> {
            String text = repeated.repeat(count);
            if (AddressLiteral.ofHost(text).isPresent()
                    && AddressLiteral.parse(text).isEmpty()) {
                throw new AssertionError("it is an address in a host only");
            }
            refused(() -> AddressBlock.around(text));
            refused(() -> Checksum.parse(text));
            refused(() -> ExpectedChecksum.parse(text));
        });
    }

    /** Most are; those that are not are read to their ends, too. */
    private static void refused(Reading reading) {
        try {
            if (reading.read().toString().isEmpty()) {
                throw new AssertionError("a value has a text");
            }
        } catch (ImageException | IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).length() > 1_000) {
                throw new AssertionError("a message is short", e);
            }
        }
    }

    private interface Reading {
        Object read() throws ImageException;
    }

    private static void read(String text) {
        if (ImageReference.redact(text).length() > 200) {
            throw new AssertionError("what is redacted is short");
        }
        try {
            if (ImageReference.parse(text).toString().isEmpty()) {
                throw new AssertionError("a reference has a text");
            }
        } catch (ImageException e) {
            if (e.code() != ErrorCode.INVALID_REFERENCE) {
                throw new AssertionError(e);
            }
        }
    }
}

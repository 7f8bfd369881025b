// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "2130706433, 127.0.0.1",
        "127.1, 127.0.0.1",
        "127.0.1, 127.0.0.1",
        "0x7f.0.0.1, 127.0.0.1",
        "0x7F000001, 127.0.0.1",
        "0177.0.0.1, 127.0.0.1",
        "0, 0.0.0.0",
        "1.256, 1.0.1.0",
        "1.2.3., 1.2.0.3",
        "[1.2.3.4], 1.2.3.4",
        "4294967295, 255.255.255.255",
        "0xA9FEA9FE, 169.254.169.254",
        "[::1], 0:0:0:0:0:0:0:1",
        "[fe80::1%25eth0], fe80:0:0:0:0:0:0:1",
        "[::ffff:169.254.169.254], 169.254.169.254"
    })
    void everySpellingOfAnAddressIsParsed(String host, String address) {
        assertThat(AddressLiteral.ofHost(host))
                .hasValueSatisfying(read -> assertThat(read.getHostAddress()).isEqualTo(address));
    }

    @Test
    void numbersAreParsedInAnyLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(AddressLiteral.ofHost("2852039166"))
                    .hasValueSatisfying(
                            read -> assertThat(read.getHostAddress()).isEqualTo("169.254.169.254"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "mirror.example",
                "256.0.0.1",
                "1.2.3.4.5",
                "4294967296",
                "0x",
                "0x1g",
                "09",
                "-1",
                "1..2",
                "cafe",
                "[]",
                "[mirror.example]",
                "[:",
                "99999999999999999999",
                "1.2.65536"
            })
    void aNameIsNotAnAddress(String host) {
        assertThat(AddressLiteral.ofHost(host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999.1.1.1",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4.",
                "127.1",
                "[::1]",
                "fe80::1%eth0",
                "::g",
                "cafe",
                "a:b",
                "1:2:3:4:5:6:7:8:9",
                "::00001",
                "::1.2.3.4.5",
                "1.2.3.4:80"
            })
    void onlyTheStrictNotationIsParsedOutsideOfUrls(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }

    @Property
    void everyIpv6AddressIsParsedFromItsText(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);

        assertThat(AddressLiteral.parse(address.getHostAddress())).contains(address);
    }

    @Property
    void zerosMayBeOmitted(@ForAll @IntRange(max = 7) int from, @ForAll @IntRange(min = 1, max = 8) int to)
            throws UnknownHostException {
        int end = Math.max(from + 1, to);
        byte[] bytes = new byte[16];
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < 8; group++) {
            boolean left = group >= from && group < end;
            bytes[2 * group + 1] = (byte) (left ? 0 : group + 1);
            text.append(left ? (group == from ? "::" : "") : (text.isEmpty() || group == end ? "" : ":") + (group + 1));
        }

        assertThat(AddressLiteral.parse(text.toString())).contains(InetAddress.getByAddress(bytes));
    }

    @Property
    void anyHostIsParsedOrAbsent(
            @ForAll @Chars({'0', '1', '7', '9', 'x', 'f', '.', ':', '[', ']', '%', 'é'}) @StringLength(max = 24)
                    String host) {
        assertThatCode(() -> AddressLiteral.ofHost(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "127.1, 127.0.0.1",
        "0x7f.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "[::ffff:127.0.0.1], 127.0.0.1",
        "[2001:db8:0::1], 2001:db8:0:0:0:0:0:1",
        "mirror.example., mirror.example",
        "Mirror.EXAMPLE, mirror.example",
        "mirror.example, mirror.example"
    })
    void hostIsNormalised(String host, String canonical) {
        assertThat(AddressLiteral.canonicalHost(host)).isEqualTo(canonical);
    }
}

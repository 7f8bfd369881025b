// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "169.254.0.0/16, 169.254.0.0, true",
        "169.254.0.0/16, 169.254.255.255, true",
        "169.254.0.0/16, 169.255.0.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "fe80::/10, febf::1, true",
        "fe80::/10, fec0::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "128.0.0.0/1, 200.0.0.1, true"
    })
    void containsAddressesWithItsPrefix(String block, String address, boolean holds) throws UnknownHostException {
        assertThat(AddressBlock.parse(block).contains(InetAddress.getByName(address)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "::/0, 10.0.0.0/8, false"
    })
    void containsBlocksEntirely(String outer, String inner, boolean holds) {
        assertThat(AddressBlock.parse(outer).contains(AddressBlock.parse(inner)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1/8, 127.0.0.0/8",
        "10.1.255.3/15, 10.0.0.0/15",
        "192.0.2.1, 192.0.2.1/32",
        "192.0.2.1/0, 0.0.0.0/0",
        "fd00::1/64, fd00::/64",
        "fd00::ffff/127, fd00::fffe/127"
    })
    void blockAroundAnAddressContainsIt(String member, String block) {
        assertThat(AddressBlock.around(member)).isEqualTo(AddressBlock.parse(block));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.0.0.1/33", "fd00::1/129", "127.1/8", "10/8", "127.0.0.1/"})
    void blockAroundAnythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.around(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "localhost", "localhost/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8",
                "10.0.0.1/8", "10.0.0/8", "10", "010.0.0.0/8", "256.0.0.0", "1.2.3.4.", "fe80::/129", "fe80::1%eth0",
                "[::1]", "::g", "1::2::3", "10.0.0.0/99999999999999999999"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.parse(text));
    }

    @Property
    void itsTextIsParsedBack(@ForAll @Size(4) byte[] bytes, @ForAll @IntRange(max = 32) int prefixLength)
            throws UnknownHostException {
        int mask = prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
        for (int i = 0; i < 4; i++) {
            bytes[i] &= (byte) (mask >> (24 - 8 * i));
        }
        AddressBlock block = new AddressBlock(InetAddress.getByAddress(bytes), prefixLength);

        assertThat(AddressBlock.parse(block.toString())).isEqualTo(block);
        assertThat(block.contains(block.base())).isTrue();
    }
}

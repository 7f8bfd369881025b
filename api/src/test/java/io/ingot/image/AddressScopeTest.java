// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static io.ingot.image.AddressScope.HOST;
import static io.ingot.image.AddressScope.LINK;
import static io.ingot.image.AddressScope.PRIVATE;
import static io.ingot.image.AddressScope.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressScopeTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, HOST",
        "127.255.255.255, HOST",
        "0.0.0.0, HOST",
        "0.1.2.3, HOST",
        "::, HOST",
        "::1, HOST",
        "169.254.169.254, LINK",
        "224.0.0.1, LINK",
        "255.255.255.255, LINK",
        "fe80::1, LINK",
        "febf::1, LINK",
        "ff02::1, LINK",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "192.0.0.192, PRIVATE",
        "198.19.0.1, PRIVATE",
        "240.0.0.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fec0::1, PRIVATE",
        "100::1, PRIVATE",
        "4000::1, PRIVATE",
        "2001:2::1, PRIVATE",
        "9.255.255.255, PUBLIC",
        "11.0.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.169.0.0, PUBLIC",
        "198.20.0.0, PUBLIC",
        "126.255.255.255, PUBLIC",
        "128.0.0.0, PUBLIC",
        "169.253.255.255, PUBLIC",
        "223.255.255.255, PUBLIC",
        "203.0.113.1, PUBLIC",
        "2001:db8::1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "3fff::1, PUBLIC",
        "fe80::5efe:8.8.8.8, LINK",
        "fd00::5efe:8.8.8.8, PRIVATE",
        "fd00::200:5efe:808:808, PRIVATE",
        "fec0::5efe:8.8.8.8, PRIVATE",
        "2001:2::5efe:8.8.8.8, PRIVATE",
        "2001:db8::5efe:8.8.8.8, PUBLIC",
        "::8.8.8.8, PUBLIC",
        "::ffff:0:8.8.8.8, PUBLIC"
    })
    void anAddressHasTheScopeOfItsRegistry(String address, AddressScope scope) throws UnknownHostException {
        assertThat(AddressScope.of(InetAddress.getByName(address))).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000ffff, 12",
        "000000000000000000000000, 12",
        "0000000000000000ffff0000, 12",
        "0064ff9b0000000000000000, 12",
        "0064ff9b0001000000000000, 12",
        "0064ff9b0001fffe00000000, 12",
        "20010db8000000000000 5efe, 12",
        "20010db8000000000200 5efe, 12",
        "2002, 2",
        "20010000, 4"
    })
    void anEmbeddedAddressDeterminesTheScope(String prefix, int at) throws UnknownHostException {
        String begin = prefix.replace(" ", "");
        assertThat(AddressScope.of(address(begin, at, "7f000001"))).isEqualTo(HOST);
        assertThat(AddressScope.of(address(begin, at, "a9fea9fe"))).isEqualTo(LINK);
        assertThat(AddressScope.of(address(begin, at, "c0a80101"))).isEqualTo(PRIVATE);
        InetAddress outside = address(begin, at, "08080404");
        assertThat(EmbeddedIpv4.in(outside)).contains(InetAddress.getByName("8.8.4.4"));
    }

    @ParameterizedTest
    @CsvSource({
        "0064ff9b00010a00_00_050600000000000, 10.0.5.6",
        "0064ff9b0001a9fe_00_a9fe00000000000, 169.254.169.254",
        "0064ff9b0001a9fe_77_a9fe12345678900, 169.254.169.254",
        "0064ff9b0001ff0a_00_01020300000000a, 10.1.2.3",
        "0064ff9b00010000_00_7f0000010000000, 127.0.0.1",
        "0064ff9b00010000_00_7f0000017777777, 127.0.0.1"
    })
    void everyOffsetOfTheLocalNat64PrefixIsRead(String digits, String ipv4) throws UnknownHostException {
        assertThat(EmbeddedIpv4.in(ipv6(digits.replace("_", "").substring(0, 32))))
                .contains(InetAddress.getByName(ipv4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"64:ff9b:1::8.8.8.8", "64:ff9b:1:fffe::8.8.8.8", "64:ff9b:1:808:8:800::", "64:ff9b::8.8.8.8"})
    void aPublicAddressBehindATranslatorIsPublic(String address) throws UnknownHostException {
        assertThat(AddressScope.of(InetAddress.getByName(address))).isEqualTo(PUBLIC);
    }

    @Test
    void bothAddressesOfTeredoAreFound() throws UnknownHostException {
        InetAddress tunnel = ipv6("200100000808040400000000f5fffffe");
        assertThat(EmbeddedIpv4.in(tunnel))
                .containsExactly(InetAddress.getByName("8.8.4.4"), InetAddress.getByName("10.0.0.1"));
        assertThat(AddressScope.of(tunnel)).isEqualTo(PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::1", "2001:db8::1", "2606:4700::1111", "127.0.0.1", "64:ff9a::1", "2003:a9fe:a9fe::1"})
    void otherAddressesEmbedNone(String address) throws UnknownHostException {
        assertThat(EmbeddedIpv4.in(InetAddress.getByName(address))).isEmpty();
    }

    @Property
    void aServerRefersToEqualOrWiderScopesOnly(@ForAll AddressScope from, @ForAll AddressScope to) {
        List<AddressScope> outwards = List.of(HOST, LINK, PRIVATE, PUBLIC);
        assertThat(from.mayReferTo(to)).isEqualTo(outwards.indexOf(to) >= outwards.indexOf(from));
        assertThat(from.mayReferTo(to) || to.mayReferTo(from)).isTrue();
        assertThat(PUBLIC.mayReferTo(to)).isEqualTo(to == PUBLIC);
        assertThat(HOST.mayReferTo(to)).isTrue();
    }

    @Property
    void widestReferrerScopeApplies(
            @ForAll AddressScope first, @ForAll AddressScope second, @ForAll AddressScope target) {
        AddressScope both = first.orWider(second);
        assertThat(both).isEqualTo(second.orWider(first));
        assertThat(both.mayReferTo(target)).isEqualTo(first.mayReferTo(target) && second.mayReferTo(target));
    }

    @Property
    void scopeIsNeverWiderThanThatOfAnEmbeddedAddress(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = Inet6Address.getByAddress(null, bytes, -1);
        AddressScope scope = AddressScope.of(address);
        for (InetAddress embedded : EmbeddedIpv4.in(address)) {
            assertThat(scope).isLessThanOrEqualTo(AddressScope.of(embedded));
        }
        assertThat(AddressScope.widest(List.of(address))).contains(scope);
    }

    @Test
    void severalAddressesHaveTheWidestScope() throws UnknownHostException {
        assertThat(AddressScope.widest(List.of())).isEmpty();
        assertThat(AddressScope.widest(List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("8.8.8.8"))))
                .contains(PUBLIC);
    }

    private static InetAddress address(String prefix, int at, String ipv4) throws UnknownHostException {
        String digits = prefix + "0".repeat(at * 2 - prefix.length()) + ipv4;
        boolean teredo = prefix.equals("20010000");
        String rest = teredo ? "0".repeat(8) + "f7f7fbfb" : "0".repeat(32 - digits.length());
        return ipv6(digits + rest);
    }

    private static InetAddress ipv6(String digits) throws UnknownHostException {
        return Inet6Address.getByAddress(null, HexFormat.of().parseHex(digits), -1);
    }
}

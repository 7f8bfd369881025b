// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static io.ingot.access.internal.rule.Refusals.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static final List<String> LINK_LOCAL = List.of("169.254.0.0/16", "fe80::/10", "0.0.0.0/8");
    private static final String METADATA = "169.254.169.254";

    private final AddressRule rule = rule(LINK_LOCAL, List.of());

    @Test
    void refusalHasAddressHostAndProperties() throws UnknownHostException {
        InetAddress address = address(METADATA);

        assertRefused(() -> rule.checkAddress("metadata.example", address))
                .contains(
                        METADATA,
                        "metadata.example",
                        "169.254.0.0/16",
                        "io.ingot.access/refusedAddresses",
                        "io.ingot.access/allowedAddresses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "192.168.1.1", "fd00::1", "2001:db8::1", "198.51.100.7"})
    void otherAddressesAreAllowed(String address) throws UnknownHostException {
        InetAddress other = address(address);
        assertThatCode(() -> rule.checkAddress("mirror.example", other)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000ffffa9fea9fe, mapped",
        "000000000000000000000000a9fea9fe, compatible",
        "0064ff9b0000000000000000a9fea9fe, NAT64",
        "2002a9fea9fe00000000000000000001, 6to4",
        "0000000000000000ffff0000a9fea9fe, SIIT",
        "0064ff9b0001000000000000a9fea9fe, local NAT64 of 96 bits",
        "0064ff9b0001fffe00000000a9fea9fe, local NAT64 of 96 bits with a subnet",
        "0064ff9b0001a9fe00a9fe0000000000, local NAT64 of 48 bits",
        "0064ff9b0001a9fe00a9fe1234567890, local NAT64 of 48 bits with a suffix",
        "0064ff9b000101a900fea9fe00000000, local NAT64 of 56 bits",
        "0064ff9b0001010200a9fea9fe000000, local NAT64 of 64 bits",
        "20010000080808080000000056015601, Teredo",
        "20010db80000000000005efea9fea9fe, ISATAP"
    })
    void ipv6AddressThatEmbedsARefusedOneIsRefused(String digits, String kind) throws UnknownHostException {
        InetAddress address = Inet6Address.getByAddress(null, HexFormat.of().parseHex(digits), -1);

        assertRefused(() -> rule.checkAddress(kind + ".example", address)).contains("169.254.0.0/16");
    }

    @Test
    void loopbackIsNotAnIpv4CompatibleAddress() throws UnknownHostException {
        InetAddress loopback = address("::1");

        assertThatCode(() -> rule.checkAddress("localhost", loopback)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254/32", "169.254.169.254", "169.254.0.0/16", "0.0.0.0/0"})
    void exceptionAllowsAnAddress(String exception) throws UnknownHostException {
        AddressRule excepting = rule(LINK_LOCAL, List.of(exception));
        InetAddress address = address(METADATA);
        InetAddress embedded = address("64:ff9b::" + METADATA);

        assertThatCode(() -> excepting.checkAddress("h", address)).doesNotThrowAnyException();
        assertThatCode(() -> excepting.checkAddress("h", embedded)).doesNotThrowAnyException();
    }

    @Test
    void exceptionAllowsOnlyItsBlock() throws UnknownHostException {
        AddressRule excepting = rule(LINK_LOCAL, List.of(METADATA));
        InetAddress neighbour = address("169.254.169.253");

        assertRefused(() -> excepting.checkAddress("h", neighbour)).contains("169.254.169.253");
    }

    @Test
    void refusingEverythingMakesExceptionsTheAllowedList() throws UnknownHostException {
        AddressRule closed = rule(List.of("0.0.0.0/0", "::/0"), List.of("10.0.0.0/8"));
        InetAddress inside = address("10.1.2.3");
        InetAddress outside = address("2001:db8::1");

        assertThatCode(() -> closed.checkAddress("h", inside)).doesNotThrowAnyException();
        assertRefused(() -> closed.checkAddress("h", outside)).contains("0:0:0:0:0:0:0:0/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://2852039166/latest",
                "http://0xa9fea9fe/latest",
                "http://[::ffff:169.254.169.254]/latest",
                "http://[64:ff9b::a9fe:a9fe]/latest",
                "https://[fe80::1%25eth0]:8443/"
            })
    void addressInAReferenceIsRefusedWithoutAConnection(String text) {
        assertRefused(() -> rule.checkReference(reference(text)))
                .contains(
                        "io.ingot.access/allowedAddresses",
                        reference(text).host().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mirror.example/",
                "file:///a",
                "file:a",
                "http:///a",
                "http://127.0.0.1/",
                "ftp://localhost/"
            })
    void referenceWithoutARefusedAddressIsAllowed(String text) {
        assertThatCode(() -> rule.checkReference(reference(text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/a",
                "ftp://LocalHost:2121/a",
                "http://localhost./a",
                "nbd://images.localhost/a",
                "ftp://127.0.0.1/a",
                "ftp://127.1/a",
                "ftp://2130706433/a",
                "ftp://[::ffff:127.0.0.1]/a"
            })
    void localhostIsRefusedIfAnAddressOfLoopbackIs(String text) {
        AddressRule noLoopback = rule(List.of("127.0.0.0/8"), List.of());

        assertRefused(() -> noLoopback.checkReference(reference(text))).contains("127.0.0.1", "127.0.0.0/8");
    }

    @Test
    void localhostIsRefusedIfEitherAddressIs() {
        assertRefused(() -> rule(List.of("::1"), List.of()).checkReference(reference("ftp://localhost/a")))
                .contains("0:0:0:0:0:0:0:1");
    }

    @Test
    void localhostIsAllowedIfBothAddressesAre() {
        AddressRule excepted = rule(List.of("127.0.0.0/8", "::/0"), List.of("127.0.0.1", "::1"));

        assertThatCode(() -> excepted.checkReference(reference("ftp://localhost/a")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost.example/", "ftp://mylocalhost/", "ftp://localhost.localdomain/"})
    void otherNamesHaveNoAddressWithoutALookUp(String text) {
        AddressRule noLoopback = rule(List.of("127.0.0.0/8", "::1"), List.of());

        assertThatCode(() -> noLoopback.checkReference(reference(text))).doesNotThrowAnyException();
    }

    @Test
    void invalidAddressIsAnInvalidSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(List.of("metadata.example"), List.of()))
                .withMessageContaining("io.ingot.access/refusedAddresses")
                .withMessageContaining("'metadata.example'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(List.of(), List.of("10.0.0.1/8")))
                .withMessageContaining("io.ingot.access/allowedAddresses")
                .withMessageContaining("'10.0.0.1/8'");
    }

    @Test
    void allowedDefaultCausesAWarning() {
        assertThat(rule.cautions()).isEmpty();
        assertThat(rule(List.of("0.0.0.0/0", "::/0"), List.of("10.0.0.0/8")).cautions())
                .as("wider lists are as safe")
                .isEmpty();
        assertThat(rule(List.of("169.254.0.0/16", "0.0.0.0/8"), List.of()).cautions())
                .singleElement()
                .asString()
                .contains("fe80:0:0:0:0:0:0:0/10");
        assertThat(rule(LINK_LOCAL, List.of(METADATA)).cautions())
                .singleElement()
                .asString()
                .contains("169.254.0.0/16", "io.ingot.access/allowedAddresses");
        assertThat(rule(List.of("10.0.0.0/8"), List.of()).cautions())
                .as("one line for all")
                .hasSize(1);
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static AddressRule rule(List<String> refused, List<String> allowed) {
        return new AddressRule(refused, allowed, LINK_LOCAL);
    }
}

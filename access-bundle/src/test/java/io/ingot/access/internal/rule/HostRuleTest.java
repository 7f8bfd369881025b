// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static io.ingot.access.internal.rule.Refusals.reference;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.AddressScope;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
    private static final String ALLOWED = "io.ingot.access/allowedHosts";
    private static final String REFUSED = "io.ingot.access/refusedHosts";

    @ParameterizedTest
    @ValueSource(strings = {"https://u:hunter2@h", "http:u:hunter2@h", "u:hunter2@h", "h?token=hunter2"})
    void possiblePasswordInAnEntryIsRedacted(String entry) {
        List<ThrowingCallable> settings = List.of(
                () -> new HostRule(List.of(entry), List.of()),
                () -> new HostRule(List.of(), List.of(entry)),
                () -> new AddressRule(List.of(entry), List.of(), List.of()),
                () -> new SchemeRule(List.of(entry)));
        for (ThrowingCallable setting : settings) {
            assertThatThrownBy(setting)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("io.ingot.access/")
                    .hasMessageContaining("***")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void emptyListAllowsEveryHost() {
        assertAllowed(new HostRule(List.of(), List.of()), "http://any.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.example, http://mirror.example/a",
        "MIRROR.example, http://mirror.EXAMPLE:8080/a",
        "mirror.example, http://mirror.example./a",
        "mirror.example., http://mirror.example/a",
        ".example, http://a.mirror.example/a",
        "*.example, http://mirror.example/a",
        "my_host, http://my_host/a",
        "192.0.2.1, http://192.0.2.1/a",
        "127.0.0.1, http://2130706433/a",
        "127.0.0.1, http://0x7f.1/a",
        "::1, http://[::1]/a",
        "[::1], 'http://[0:0:0:0:0:0:0:1]/a'",
        "127.0.0.1, 'http://[::ffff:127.0.0.1]/a'"
    })
    void hostMatchesInEverySpelling(String pattern, String reference) {
        assertAllowed(new HostRule(List.of(pattern), List.of()), reference);
        assertRefused(() -> new HostRule(List.of(), List.of(pattern)).checkReference(reference(reference)))
                .contains(REFUSED, reference(reference).host().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, https://evil-docker.io.example/a",
        "docker.io, https://docker.io.example/a",
        "docker.io, https://evil-docker.io/a",
        "docker.io, https://a.docker.io/a",
        ".docker.io, https://evil-docker.io/a",
        "*.docker.io, https://docker.io/a",
        "*.docker.io, https://docker.io.example/a",
        ".0.0.1, http://127.0.0.1/a",
        "0.0.1, http://127.0.0.1/a"
    })
    @DisplayName("O-40: hosts are compared by whole labels, never as a part of the text")
    void otherHostDoesNotMatch(String pattern, String reference) {
        assertAllowed(new HostRule(List.of(), List.of(pattern)), reference);
        assertRefused(() -> new HostRule(List.of(pattern), List.of()).checkReference(reference(reference)))
                .contains(ALLOWED, reference(reference).host().orElseThrow());
    }

    @Test
    void refusedListWins() {
        HostRule rule = new HostRule(List.of("*.example"), List.of("old.example"));

        assertAllowed(rule, "http://new.example/");
        assertRefused(() -> rule.checkReference(reference("http://old.example/")))
                .contains(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///a", "file:/a", "mem:a", "http:///a"})
    void referenceWithoutAHostIsAllowed(String reference) {
        assertAllowed(new HostRule(List.of("mirror.example"), List.of("old.example")), reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:hunter2@h", "http:/u:hunter2@h", "u:hunter2@h", "http://h/?x=hunter2"})
    void possibleSecretInAnInvalidSettingIsRedacted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostRule(List.of(text), List.of()))
                .withMessageContaining(ALLOWED)
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "http://a", "a:80", "a/b", "a b", "müller.example", "*.*.a", "a..b", "[::1", "@a", "."})
    void invalidHostIsAnInvalidSetting(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostRule(List.of(text), List.of()))
                .withMessageContaining(ALLOWED)
                .withMessageContaining("'" + text + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostRule(List.of(), List.of(text)))
                .withMessageContaining(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, 10.0.0.1",
        "PUBLIC, 172.16.0.1",
        "PUBLIC, 192.168.0.1",
        "PUBLIC, 100.64.0.1",
        "PUBLIC, 127.0.0.1",
        "PUBLIC, 169.254.169.254",
        "PUBLIC, 240.0.0.1",
        "PUBLIC, ::1",
        "PUBLIC, fe80::1",
        "PUBLIC, fd00::1",
        "PUBLIC, fec0::1",
        "PUBLIC, 64:ff9b::10.0.0.1",
        "PUBLIC, 64:ff9b:1::10.0.0.1",
        "PUBLIC, 64:ff9b:1:a00:0:100::",
        "PUBLIC, ::ffff:0:10.0.0.1",
        "PUBLIC, 2002:a00:1::1",
        "PRIVATE, 127.0.0.1",
        "PRIVATE, ::1",
        "PRIVATE, 0.0.0.0",
        "PRIVATE, fe80::1",
        "LINK, 127.0.0.1"
    })
    void inwardRedirectIsRefused(AddressScope from, String address) throws UnknownHostException {
        InetAddress target = InetAddress.getByName(address);
        HostRule rule = new HostRule(List.of(), List.of());

        assertRefused(() -> rule.checkRedirect("inner.example", target, from))
                .contains("inner.example", target.getHostAddress(), ALLOWED);
        assertThatCode(() -> new HostRule(List.of("*.example"), List.of()).checkRedirect("inner.example", target, from))
                .doesNotThrowAnyException();
        assertThatCode(() -> new HostRule(List.of(address), List.of()).checkRedirect(address, target, from))
                .doesNotThrowAnyException();
        assertRefused(
                () -> new HostRule(List.of("other.example"), List.of()).checkRedirect("inner.example", target, from));
    }

    @ParameterizedTest
    @CsvSource({
        "HOST, 127.0.0.1",
        "HOST, 10.0.0.1",
        "HOST, 8.8.8.8",
        "LINK, 10.0.0.1",
        "PRIVATE, 10.0.0.1",
        "PRIVATE, fd00::1",
        "PRIVATE, 8.8.8.8",
        "PUBLIC, 8.8.8.8",
        "PUBLIC, 2606:4700::1111",
        "PUBLIC, 64:ff9b::8.8.8.8"
    })
    void redirectsWithinAScopeAndOutwardsAreAllowed(AddressScope from, String address) throws UnknownHostException {
        InetAddress target = InetAddress.getByName(address);

        assertThatCode(() -> new HostRule(List.of(), List.of()).checkRedirect("mirror.example", target, from))
                .doesNotThrowAnyException();
    }

    @Property
    void redirectToAListedHostIsAllowed(@ForAll @Size(4) byte[] bytes, @ForAll AddressScope from)
            throws UnknownHostException {
        InetAddress target = InetAddress.getByAddress(bytes);
        HostRule open = new HostRule(List.of(), List.of());
        HostRule naming = new HostRule(List.of(target.getHostAddress()), List.of());

        assertThatCode(() -> open.checkRedirect("h", target, AddressScope.HOST)).doesNotThrowAnyException();
        assertThatCode(() -> naming.checkRedirect(target.getHostAddress(), target, from))
                .doesNotThrowAnyException();
        if (from.mayLeadTo(AddressScope.of(target))) {
            assertThatCode(() -> open.checkRedirect("h", target, from)).doesNotThrowAnyException();
        } else {
            assertRefused(() -> open.checkRedirect("h", target, from)).contains(ALLOWED);
        }
    }

    private static void assertAllowed(HostRule rule, String text) {
        ImageReference reference = reference(text);
        assertThatCode(() -> rule.checkReference(reference)).doesNotThrowAnyException();
    }
}

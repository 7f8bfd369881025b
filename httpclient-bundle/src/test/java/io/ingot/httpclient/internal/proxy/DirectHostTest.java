// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ingot.httpclient.internal.redirect.ServerAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectHostTest {
    @ParameterizedTest
    @CsvSource({
        "*, any.example, 80, true",
        "*, ::1, 443, true",
        "*:8080, any.example, 8080, true",
        "*:8080, any.example, 80, false",
        "mirror.example, mirror.example, 80, true",
        "Mirror.EXAMPLE., mirror.example, 80, true",
        "mirror.example, mirror.example., 80, true",
        "mirror.example, a.mirror.example, 80, false",
        "mirror.example, evilmirror.example, 80, false",
        "mirror.example:8080, mirror.example, 8080, true",
        "mirror.example:8080, mirror.example, 80, false",
        ".example, mirror.example, 80, true",
        ".example, example, 80, true",
        ".example, notexample, 80, false",
        "*.example, mirror.example, 80, true",
        "*.example:443, mirror.example, 443, true",
        "*.example:443, mirror.example, 80, false",
        "my_host, my_host, 80, true",
        "node-1, node-1, 80, true",
        "192.0.2.1, 192.0.2.1, 80, true",
        "192.0.2.1, 192.0.2.10, 80, false",
        "192.0.2.1:8080, 192.0.2.1, 8080, true",
        "192.0.2.1:8080, 192.0.2.1, 80, false",
        "127.0.0.1, 2130706433, 80, true",
        "127.0.0.0/8, 127.1, 80, true",
        "127.0.0.0/8, localhost, 80, false",
        "127.0.0.1/8, 127.5.6.7, 80, true",
        "10.0.0.0/8, 10.255.0.1, 80, true",
        "10.0.0.0/8, 11.0.0.1, 80, false",
        "10.0.0.0/8, '::ffff:10.0.0.1', 80, true",
        "10.0.0.0/8:8080, 10.0.0.1, 8080, true",
        "10.0.0.0/8:8080, 10.0.0.1, 80, false",
        "0.0.0.0/0, fd00::1, 80, false",
        "::1, ::1, 80, true",
        "[::1], ::1, 80, true",
        "[::1]:8080, ::1, 8080, true",
        "[::1]:8080, ::1, 80, false",
        "0:0:0:0:0:0:0:1, ::1, 80, true",
        "fd00::/8, fdff::1, 80, true",
        "fd00::/8, fe80::1, 80, false",
        "fe80::/10, fe80::1%eth0, 80, true",
        "[FD00::]/8:443, fd01::1, 443, true",
        ".0.0.1x, 127.0.0.1, 80, false"
    })
    void entryCoversItsHosts(String entry, String host, int port, boolean covers) {
        assertThat(DirectHost.parse(entry, DirectHost.Names.EXACT)
                        .orElseThrow()
                        .matches(new ServerAddress("http", host, port)))
                .isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.example, mirror.example, true",
        "mirror.example, a.mirror.example, true",
        "mirror.example, evilmirror.example, false",
        "svc, a.svc, true"
    })
    void nameOfTheEnvironmentCoversTheHostsBelowIt(String entry, String host, boolean covers) {
        assertThat(DirectHost.parse(entry, DirectHost.Names.WITH_SUBDOMAINS)
                        .orElseThrow()
                        .matches(new ServerAddress("https", host, 443)))
                .isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*.",
                "**",
                "10.*",
                "192.168.",
                "10",
                "127.1",
                "999.1.1.1",
                "1.2.3.4.5",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0/8",
                "10.0.0.0-10.0.0.9",
                "fd00::/129",
                "fd00:::1",
                "[::1",
                "[localhost]",
                "[192.0.2.1]",
                "fe80::1%eth0",
                "http://mirror.example",
                "mirror.example/path",
                "mirror.example/8",
                "user@mirror.example",
                "mirror.example:",
                "mirror.example:0",
                "mirror.example:65536",
                "mirror.example:http",
                "a*.example",
                "<local>",
                "m\u00fcller.example",
                "a b",
                "a..b"
            })
    void anythingElseIsMalformed(String entry) {
        assertThat(DirectHost.parse(entry, DirectHost.Names.EXACT)).isEmpty();
    }

    @Property
    void noEntryCausesAnException(
            @ForAll @Chars({'a', '1', '0', '.', ':', '[', ']', '/', '*', '%', '-'}) @StringLength(max = 24)
                    String entry) {
        assertThatCode(() -> DirectHost.parse(entry, DirectHost.Names.EXACT)
                        .ifPresent(direct -> direct.matches(new ServerAddress("http", entry, 80))))
                .doesNotThrowAnyException();
    }
}

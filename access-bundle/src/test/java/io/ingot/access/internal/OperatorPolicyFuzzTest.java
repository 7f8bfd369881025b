// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import static io.ingot.access.internal.config.ConfigOf.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.access.internal.config.ConfigOf;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Every check either allows or fails with REFUSED_BY_POLICY. */
class OperatorPolicyFuzzTest {
    private final OperatorPolicy strict = new OperatorPolicy(
            ConfigOf.with(
                    AccessConfig.class,
                    Map.of(
                            "schemes", list("http,https,file,glance,oci,s3,mem"),
                            "allowedHosts", list("mirror.example,*.cdn.example,127.0.0.1,::1"),
                            "refusedHosts", list("old.cdn.example"))),
            new FilePolicy(Path.of("/srv/ingot"), ConfigOf.with(FileConfig.class, Map.of())));

    @Property
    void anyReferenceIsAllowedOrRefused(@ForAll("references") String text) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(text);
        } catch (ImageException e) {
            return; // invalid references never reach the policy
        }
        try {
            strict.checkReference(reference);
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
            assertThat(e.getMessage()).contains("io.ingot.access/").doesNotContain("SECRET");
        }
    }

    @Property
    void everyIpv6FormOfAnIpv4AddressIsCheckedAsThat(@ForAll @Size(4) byte[] ipv4, @ForAll("embeddings") String pattern)
            throws UnknownHostException {
        byte[] embedded = HexFormat.of()
                .parseHex(pattern.replace("........", HexFormat.of().formatHex(ipv4)));
        InetAddress wrapped = Inet6Address.getByAddress(null, embedded, -1);
        if (allowed(InetAddress.getByAddress(ipv4))) {
            assertThat(allowed(wrapped)).isTrue();
        } else if (!wrapped.isLoopbackAddress()) {
            assertThat(allowed(wrapped)).isFalse();
        }
    }

    private boolean allowed(InetAddress address) {
        try {
            strict.checkAddress("a.example", address);
            return true;
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
            return false;
        }
    }

    @Provide
    Arbitrary<String> embeddings() {
        return Arbitraries.of(
                "00000000000000000000ffff........",
                "000000000000000000000000........",
                "0064ff9b0000000000000000........",
                "0064ff9b0001000000000000........",
                "0000000000000000ffff0000........",
                "2002........00000000000000000000");
    }

    @Provide
    Arbitrary<String> references() {
        Arbitrary<String> scheme = Arbitraries.of("http", "HTTPS", "file", "oci", "s3", "mem", "gopher", "a+b");
        Arbitrary<String> authority = Arbitraries.of(
                "",
                "//",
                "///",
                "//mirror.example",
                "//MIRROR.example.:80",
                "//u:SECRET@old.cdn.example",
                "//my_host",
                "//[::1]",
                "//[::]",
                "//[fe80::1%25e0]",
                "//2130706433",
                "//0",
                "//0x7f.1",
                "//127.1:99",
                "//1.2.3.4.5",
                "//.",
                "//..",
                "//-",
                "//a..b",
                "//@",
                "//:80",
                "//a.cdn.example",
                "//x@y@z",
                "//*");
        Arbitrary<String> rest = Arbitraries.strings()
                .withChars("/.%2f\\ a?#|é:@")
                .ofMaxLength(12)
                .map(text -> text.isEmpty() ? "" : "/" + text);
        return Combinators.combine(scheme, authority, rest).as((first, second, third) -> first + ":" + second + third);
    }
}

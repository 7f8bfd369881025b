// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParentDomainTest {
    @ParameterizedTest
    @CsvSource({
        "a.example.org, example.org",
        "b.a.example.org, example.org",
        "EXAMPLE.org., example.org",
        "a.example.co.uk, example.co.uk",
        "example.co.uk, example.co.uk",
        "x.images.de, images.de",
        "mirror, ''",
        "., ''",
        "..., ."
    })
    void hostsOfOneRegisteredDomainShareIt(String host, String domain) {
        assertThat(ParentDomain.of(host)).isEqualTo(domain);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearHostsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.", "1.", "[", ":", "a:", "/8", "*.", ",", "a,", ", ", "1a", "-", "[::1]"})
    void hostsOfAListAreReadInProportionToIt(String repeated) {
        for (String begin : new String[] {"", "a", "[", "1.2.3.4/"}) {
            LinearWork.assertLinearMemory(begin + repeated, 1_000, count -> () -> {
                String text = begin + repeated.repeat(count);
                assertThat(DirectHost.parse(text, DirectHost.Names.EXACT).toString())
                        .isNotEmpty();
                assertThat(new ProxyEnvironment(Map.of("no_proxy", text)).directHosts())
                        .hasSizeLessThanOrEqualTo(text.length());
            });
        }
    }
}

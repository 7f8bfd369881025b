// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NearestTextTest {
    private static final Set<String> KNOWN = Set.of("retries", "stallTimeoutMillis");

    @Test
    void misspeltNameIsFound() {
        assertThat(NearestText.to("retrys", KNOWN)).contains("retries");
        assertThat(NearestText.to("stalltimeoutmilis", KNOWN)).contains("stallTimeoutMillis");
    }

    @Test
    void somethingElseIsNot() {
        assertThat(NearestText.to("endpoint", KNOWN)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("file", "glance", "http", "https");

    @ParameterizedTest
    @CsvSource({
        "htps, https",
        "htp, http",
        "htpp, http",
        "httsp, https",
        "hhttps, https",
        "HTPS, https",
        "htpss, https",
        "fiel, file",
        "fil, file",
        "flie, file",
        "glnace, glance",
        "glanc, glance",
        "https+, https"
    })
    void misspelledNameIsFound(String name, String meant) {
        assertThat(NearestName.to(name, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp", "nfs", "s3", "oci", "rsync", "swift", "git", "mailto", "x", ""})
    void unrelatedNameIsNotSuggested(String name) {
        assertThat(NearestName.to(name, KNOWN)).isEmpty();
    }

    @Test
    void longNameMayHaveMoreMistakes() {
        List<String> known = List.of("retries", "stallTimeoutMillis");

        assertThat(NearestName.to("retrys", known)).contains("retries");
        assertThat(NearestName.to("stalltimeoutmilis", known)).contains("stallTimeoutMillis");
        assertThat(NearestName.to("staltimoutmilis", known)).contains("stallTimeoutMillis");
        assertThat(NearestName.to("endpoint", known)).isEmpty();
    }

    @Test
    void veryLongNameIsNotCompared() {
        assertThat(NearestName.to("h".repeat(1_000_000), KNOWN)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersTest {
    /** The results of {@code SingleTenantStore.get_container_name} of {@code glance_store} 4.1. */
    @ParameterizedTest
    @CsvSource({
        "0, glance",
        "1, glance_7",
        "8, glance_757274c4",
        "9, glance_757274c4-2",
        "12, glance_757274c4-2856",
        "13, glance_757274c4-2856-",
        "14, glance_757274c4-2856-4b",
        "17, glance_757274c4-2856-4bd2-",
        "18, glance_757274c4-2856-4bd2-b",
        "21, glance_757274c4-2856-4bd2-bb20-",
        "22, glance_757274c4-2856-4bd2-bb20-9",
        "31, glance_757274c4-2856-4bd2-bb20-9a4a231e187",
        "32, glance_757274c4-2856-4bd2-bb20-9a4a231e187b"
    })
    @DisplayName("S-07: the container is the one that Glance puts the image into")
    void containerIsThatOfGlance(int seed, String container) {
        Containers containers = new Containers("glance", seed);

        assertThat(containers.containerOf(Given.ID)).isEqualTo(container);
        assertThat(containers.containerOf(Given.ID.toUpperCase(Locale.ROOT))).isEqualTo(container);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommaListTest {
    @Test
    void elementsAreSplitByCommasWithoutTheirBlanks() {
        assertThat(CommaList.split(" /a , /b ")).containsExactly("/a", "/b");
    }

    @Test
    void escapedCommaBelongsToItsElement() {
        assertThat(CommaList.split("/a\\,b,/c")).containsExactly("/a\\,b", "/c");
        assertThat(CommaList.unescape("/a\\,b")).isEqualTo("/a,b");
    }

    @Test
    void nothingIsTheEmptyList() {
        assertThat(CommaList.split("  ")).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CacheControlTest {
    @Property
    void noStoreIsFoundAmongOtherDirectives(
            @ForAll("directives") List<String> before, @ForAll("directives") List<String> after) {
        String without = String.join(", ", before) + "," + String.join(" ,", after);
        String with = String.join(",", before) + " , No-sTore ," + String.join(", ", after);
        assertThat(CacheControl.hasNoStore(List.of(without))).isFalse();
        assertThat(CacheControl.hasNoStore(List.of(with))).isTrue();
        assertThat(CacheControl.hasNoStore(List.of(without, "no-store"))).isTrue();
    }

    @Property
    void noTextCausesAnException(@ForAll String text) {
        assertThatCode(() -> CacheControl.hasNoStore(List.of(text, "\"" + text, "a=\"" + text)))
                .doesNotThrowAnyException();
    }

    @Test
    void manyQuotesAreReadInLinearTime() {
        String quotes = "a=\"\\".repeat(5_000);
        assertThat(CacheControl.hasNoStore(List.of(quotes))).isFalse();
    }

    @Provide
    Arbitrary<List<String>> directives() {
        return Arbitraries.of(
                        "max-age=0",
                        "no-cache",
                        "private=\"no-store\"",
                        "x=\"a, no-store, \\\"no-store\"",
                        "no-storage",
                        "\"no-store\"",
                        "",
                        "a = no-store")
                .list()
                .ofMaxSize(5);
    }
}

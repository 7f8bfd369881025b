// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    private static final String KEY = "0a".repeat(32);

    @Test
    void fieldsAreReadByTheirTypes() {
        JsonFields fields = new JsonFields(Map.of(
                "text",
                "a",
                "flag",
                true,
                "number",
                -7,
                "size",
                1L << 40,
                "sha256",
                KEY,
                "at",
                "2026-01-01T00:00:00Z"));

        assertThat(fields.text("text")).isEqualTo("a");
        assertThat(fields.flag("flag")).isTrue();
        assertThat(fields.flag("none")).isFalse();
        assertThat(fields.number("number")).isEqualTo(-7);
        assertThat(fields.size("size")).isEqualTo(1L << 40);
        assertThat(fields.sha256("sha256")).isEqualTo(KEY);
        assertThat(fields.instant("at")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void objectsAndListsAreRead() {
        JsonFields fields = new JsonFields(Map.of("list", List.of(Map.of("a", "x"), Map.of("a", "y"))));

        assertThat(fields.objects("list"))
                .extracting(object -> object.text("a"))
                .containsExactly("x", "y");
        assertThat(new JsonFields(Map.of("o", Map.of("a", 1))).object("o")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void writtenDigestsAreReadBack() {
        List<Checksum> digests = List.of(new Checksum("md5", "0a".repeat(16)), new Checksum("sha256", KEY));

        assertThat(new JsonFields(Map.of("digests", JsonFields.ofDigests(digests))).digests("digests"))
                .isEqualTo(digests);
    }

    @Test
    void fieldOfAnotherTypeIsRefusedByName() {
        JsonFields fields = new JsonFields(Map.of(
                "f",
                1.5,
                "negative",
                -1,
                "key",
                KEY.toUpperCase(java.util.Locale.ROOT),
                "at",
                "now",
                "list",
                List.of(1)));

        refuses("none", () -> fields.text("none"));
        refuses("f", () -> fields.text("f"));
        refuses("f", () -> fields.flag("f"));
        refuses("f", () -> fields.number("f"));
        refuses("f", () -> fields.object("f"));
        refuses("f", () -> fields.objects("f"));
        refuses("f", () -> fields.digests("f"));
        refuses("negative", () -> fields.size("negative"));
        refuses("key", () -> fields.sha256("key"));
        refuses("at", () -> fields.instant("at"));
        refuses("list", () -> fields.objects("list"));
    }

    @Test
    void digestsAreBounded() {
        Map<String, Object> many = new TreeMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("sha" + i, KEY);
        }

        refuses("digests", () -> new JsonFields(Map.of("digests", many)).digests("digests"));
    }

    private static void refuses(String name, Runnable read) {
        assertThatIllegalArgumentException().isThrownBy(read::run).withMessageStartingWith(name + " ");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any response gives facts or a failure, and never shows a secret of a location. */
class GlanceImagePropertyTest {
    private static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";
    private static final Set<ErrorCode> CODES =
            Set.of(ErrorCode.UNACCEPTABLE, ErrorCode.NOT_FOUND, ErrorCode.INVALID_METADATA, ErrorCode.TRANSFER_FAILED);

    @Property(tries = 500)
    void anyAttributesAreFactsOrAnError(@ForAll("attributes") Map<String, Object> attributes) throws IOException {
        Map<String, @Nullable Object> document = new HashMap<>(attributes);
        document.put("id", ID);
        document.putIfAbsent("status", "active");
        document.put("direct_url", "swift+https://u:s3cret@keystone.test/glance/" + ID);
        document.put("locations", List.of(Map.of("url", "https://u:s3cret@web.test/" + attributes.keySet())));
        byte[] text = JSON.std.asBytes(document);
        List<Object> printed = new ArrayList<>();
        try {
            GlanceImage image = GlanceImage.read(ID, new ByteArrayInputStream(text));
            printed.add(image.visibility());
            printed.add(image.storeLocations());
            printed.add(image.storeLocations().of(Set.of("file", "http", "https")));
            ImageInfo info = image.info();
            printed.add(info);
            assertThat(info.size().orElse(1)).isPositive();
            assertThat(ImageInfo.of(info.facts())).isEqualTo(info);
        } catch (ImageException e) {
            assertThat(e.code()).isIn(CODES);
            printed.add(e.toString());
        }
        assertThat(printed.toString()).doesNotContain("s3cret");
    }

    @Property(tries = 500)
    void anyTextIsFactsOrAnError(@ForAll("documents") String document) {
        try {
            GlanceImage.read(ID, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                    .info();
        } catch (ImageException e) {
            assertThat(e.code()).isIn(CODES);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<String> names = Arbitraries.of(
                "status",
                "size",
                "visibility",
                "owner",
                "name",
                "created_at",
                "updated_at",
                "checksum",
                "os_hash_algo",
                "os_hash_value",
                "mappings",
                "block_device_mapping",
                "tags",
                "min_disk",
                "disk_format");
        return Arbitraries.maps(names, values(2)).ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.strings()
                .withChars("{}[]\":,0123456789eE+-.abcdefghijklmnopqrstuvwxyz \\\u0000\u00e9")
                .ofMaxLength(60)
                .map(text -> text.replace("id", "\"id\":\"" + ID + "\""));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(40).map(text -> (Object) text),
                Arbitraries.of("active", "private", "sha512", "2026-01-30T10:00:00Z", "[{\"a\":1}]", "ab".repeat(64))
                        .map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
        if (depth == 0) {
            return plain;
        }
        return Arbitraries.oneOf(
                plain,
                values(depth - 1).list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), values(depth - 1))
                        .ofMaxSize(3)
                        .map(map -> (Object) map));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.json.JsonFields;
import io.ingot.image.ImageInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a key names.
 *
 * @param key under which it is found
 * @param sha256 of the content
 * @param shown the reference without secrets
 * @param mark of the exact reference, whatever the architecture
 * @param vouched whether the key is not an exact reference, but a digest or a location that leads to the same content: a
 *     content that only such keys name has no name
 * @param open whether somebody was shown it who brought no credentials
 * @param info what the service showed
 * @param recorded when
 */
public record ReferenceRecord(
        String key,
        String sha256,
        String shown,
        String mark,
        boolean vouched,
        boolean open,
        ImageInfo info,
        Instant recorded) {
    private static final String KEY = "key";
    private static final String SHA256 = "sha256";
    private static final String SHOWN = "reference";
    private static final String MARK = "mark";
    private static final String VOUCHED = "vouched";
    private static final String OPEN = "open";
    private static final String INFO = "info";
    private static final String RECORDED = "recorded";

    /** The same in the place of another one: what was open stays so, as long as it is the same content. */
    public ReferenceRecord inPlaceOf(ReferenceRecord before) {
        boolean stays = open || (before.open && before.sha256.equals(sha256));
        return new ReferenceRecord(key, sha256, shown, mark, vouched, stays, info, recorded);
    }

    Map<String, Object> write() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(SHOWN, shown);
        fields.put(SHA256, sha256);
        fields.put(KEY, key);
        fields.put(MARK, mark);
        fields.put(VOUCHED, vouched);
        fields.put(OPEN, open);
        fields.put(INFO, info.facts());
        fields.put(RECORDED, recorded.toString());
        return fields;
    }

    static ReferenceRecord read(JsonFields fields) {
        return new ReferenceRecord(
                fields.sha256(KEY),
                fields.sha256(SHA256),
                fields.text(SHOWN),
                fields.sha256(MARK),
                fields.flag(VOUCHED),
                fields.flag(OPEN),
                ImageInfo.of(fields.object(INFO)),
                fields.instant(RECORDED));
    }
}

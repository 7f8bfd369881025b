// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.json.JsonFields;
import io.ingot.image.ImageInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The record of a key under which an image is found.
 *
 * @param key the key, see {@code ContentNames}
 * @param sha256 of the image
 * @param displayReference the reference without secrets
 * @param mark the key of the exact reference, whatever the architecture
 * @param vouched whether the key stands for a digest or a location rather than the exact reference: an image that only
 *     such keys lead to is unreferenced
 * @param anonymous whether a request without credentials obtained this information
 * @param info what the image service knew of the image
 * @param recorded when it was recorded
 */
public record ReferenceRecord(
        String key,
        String sha256,
        String displayReference,
        String mark,
        boolean vouched,
        boolean anonymous,
        ImageInfo info,
        Instant recorded) {
    private static final String KEY = "key";
    private static final String SHA256 = "sha256";
    private static final String REFERENCE = "reference";
    private static final String MARK = "mark";
    private static final String VOUCHED = "vouched";
    private static final String OPEN = "open";
    private static final String INFO = "info";
    private static final String RECORDED = "recorded";

    /** Returns this record as the replacement of another: it stays anonymous if that was, and the image is the same. */
    public ReferenceRecord replacing(ReferenceRecord previous) {
        boolean stillAnonymous = anonymous || (previous.anonymous && previous.sha256.equals(sha256));
        return new ReferenceRecord(key, sha256, displayReference, mark, vouched, stillAnonymous, info, recorded);
    }

    Map<String, Object> write() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(REFERENCE, displayReference);
        fields.put(SHA256, sha256);
        fields.put(KEY, key);
        fields.put(MARK, mark);
        fields.put(VOUCHED, vouched);
        fields.put(OPEN, anonymous);
        fields.put(INFO, info.facts());
        fields.put(RECORDED, recorded.toString());
        return fields;
    }

    static ReferenceRecord read(JsonFields fields) {
        return new ReferenceRecord(
                fields.sha256(KEY),
                fields.sha256(SHA256),
                fields.text(REFERENCE),
                fields.sha256(MARK),
                fields.flag(VOUCHED),
                fields.flag(OPEN),
                ImageInfo.of(fields.object(INFO)),
                fields.instant(RECORDED));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ReadableSize;
import io.ingot.image.client.FetchedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The report on a fetched image. */
final class FetchReport {
    private FetchReport() {}

    /** Returns the report as JSON. */
    static Map<String, Object> json(FetchedImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", image.reference().toString());
        json.put("path", image.path().toString());
        json.put("size", image.size());
        json.put("digests", ImageReport.byAlgorithm(image.digests()));
        json.put("verified", image.verified());
        json.put("source", source(image));
        if (image.stale()) {
            json.put("stale", true);
        }
        json.put("bytesTransferred", image.bytesTransferred());
        json.put("bytesReused", image.bytesReused());
        json.put("seconds", seconds(image));
        return json;
    }

    /** Returns the report as lines of text. */
    static List<String> lines(FetchedImage image) {
        String size = ReadableSize.of(image.size()) + " from " + source(image);
        String time = String.format(Locale.ROOT, " in %.1f s", seconds(image));
        String stale = image.stale() ? ", stale" : "";
        String verified = image.verified() ? ", verified" : ", not verified";
        List<String> lines = new ArrayList<>(List.of(image.path() + ": " + size + time + stale + verified));
        image.digests().forEach(digest -> lines.add(digest.toString()));
        return lines;
    }

    /** Returns the engine's warnings; if there are none for a stale image, a general one. */
    static List<String> warnings(FetchedImage image) {
        return image.stale() && image.warnings().isEmpty()
                ? List.of("the origin could not be asked: the stored image may be out of date")
                : image.warnings();
    }

    private static String source(FetchedImage image) {
        return image.source().name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(FetchedImage image) {
        return TimeUnit.NANOSECONDS.toMicros(image.duration().toNanos()) / 1e6;
    }
}

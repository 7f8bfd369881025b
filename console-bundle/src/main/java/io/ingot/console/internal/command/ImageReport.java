// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Columns;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.SchemeInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The spelling of an image's facts that several commands share. */
final class ImageReport {
    private static final int MOST_ROWS = 1_000;

    private ImageReport() {}

    /** Digits by algorithm. */
    static Map<String, String> byAlgorithm(Collection<Checksum> checksums) {
        Map<String, String> digits = new TreeMap<>();
        checksums.forEach(checksum -> digits.put(checksum.algorithm(), checksum.hex()));
        return digits;
    }

    /** What the service noted, and what its kind means if it is no image and the service noted nothing. */
    static List<String> warnings(ImageInfo info) {
        List<String> warnings = new ArrayList<>(info.notes());
        if (warnings.isEmpty() && info.kind() == ImageInfo.Kind.LISTING) {
            warnings.add("it is a page or a directory listing, not an image");
        }
        if (warnings.isEmpty() && info.kind() == ImageInfo.Kind.MOUNT) {
            warnings.add("it is a share that the node's agent mounts; its bytes cannot be fetched");
        }
        return warnings;
    }

    /** Who answers for a scheme. */
    static Map<String, Object> json(SchemeInfo service) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scheme", service.scheme());
        json.put("bundle", service.bundle());
        json.put("version", service.version());
        return json;
    }

    /** Whether the bytes are held, and why, or why not. */
    static String holding(FetchPreview preview) {
        String answer = preview.held() ? "held" : "not held";
        return preview.reason().startsWith(answer) ? preview.reason() : answer + ": " + preview.reason();
    }

    /** {@code 2026-01-31T12:00:00Z}: no one reads fractions of a second. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Names and values in two columns. Others say how many there are: not all of very many are shown. */
    static List<String> table(Map<String, String> rows) {
        Columns columns = new Columns();
        rows.entrySet().stream().limit(MOST_ROWS).forEach(row -> columns.row(row.getKey(), row.getValue()));
        List<String> lines = new ArrayList<>(columns.lines());
        if (rows.size() > MOST_ROWS) {
            lines.add("... and " + (rows.size() - MOST_ROWS) + " more; a table shows " + MOST_ROWS
                    + " rows, and --json shows all");
        }
        return lines;
    }
}

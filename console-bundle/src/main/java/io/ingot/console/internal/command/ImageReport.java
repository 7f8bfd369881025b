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

/** The representation of images that several commands share. */
final class ImageReport {
    private static final int MAX_ROWS = 1_000;

    private ImageReport() {}

    /** Returns the digits of checksums by algorithm. */
    static Map<String, String> byAlgorithm(Collection<Checksum> checksums) {
        Map<String, String> digits = new TreeMap<>();
        checksums.forEach(checksum -> digits.put(checksum.algorithm(), checksum.hex()));
        return digits;
    }

    /** Returns the notes of the service; if there are none, a warning if the kind is not an image. */
    static List<String> warnings(ImageInfo info) {
        List<String> warnings = new ArrayList<>(info.notes());
        if (warnings.isEmpty() && info.kind() == ImageInfo.Kind.LISTING) {
            warnings.add("this is a page or a directory listing, not an image");
        }
        if (warnings.isEmpty() && info.kind() == ImageInfo.Kind.MOUNT) {
            warnings.add("this is a share that the node's agent mounts; it cannot be fetched");
        }
        return warnings;
    }

    /** Returns the service of a scheme as JSON. */
    static Map<String, Object> json(SchemeInfo service) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scheme", service.scheme());
        json.put("bundle", service.bundle());
        json.put("version", service.version());
        return json;
    }

    /** Returns whether the image is stored, with the reason. */
    static String heldWithReason(FetchPreview preview) {
        String state = preview.held() ? "held" : "not held";
        return preview.reason().startsWith(state) ? preview.reason() : state + ": " + preview.reason();
    }

    /** Returns a time without fractions of a second: {@code 2026-01-31T12:00:00Z}. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Formats names and values in two columns. The number of rows is limited, since servers decide how many there are.
     */
    static List<String> table(Map<String, String> rows) {
        Columns columns = new Columns();
        rows.entrySet().stream().limit(MAX_ROWS).forEach(row -> columns.row(row.getKey(), row.getValue()));
        List<String> lines = new ArrayList<>(columns.lines());
        if (rows.size() > MAX_ROWS) {
            lines.add("... and " + (rows.size() - MAX_ROWS) + " more; a table shows " + MAX_ROWS
                    + " rows, and --json shows all");
        }
        return lines;
    }
}

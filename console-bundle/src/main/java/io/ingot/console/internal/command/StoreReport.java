// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Columns;
import io.ingot.console.internal.output.ReadableSize;
import io.ingot.console.internal.output.TerminalWidth;
import io.ingot.image.store.StoredImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The representation of stored images. */
final class StoreReport {
    private static final String INDENTATION = "  ";

    private StoreReport() {}

    static List<Map<String, Object>> json(List<StoredImage> images) {
        return images.stream().map(StoreReport::json).toList();
    }

    static Map<String, Object> json(StoredImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sha256", image.sha256());
        json.put("size", image.size());
        json.put("references", image.references());
        json.put("lastUsed", ImageReport.time(image.lastUsed()));
        json.put("inUse", image.inUse());
        return json;
    }

    /**
     * Formats a table with a heading, and below each image the references that name it; empty without images. The table
     * fits 80 columns: digests are cut to the digits that make them unique, long references lose their middle.
     *
     * @param full whether nothing is shortened
     */
    static List<String> table(List<StoredImage> images, boolean full) {
        if (images.isEmpty()) {
            return List.of();
        }
        int digits = full ? Integer.MAX_VALUE : StoredDigest.uniqueLength(images);
        Columns columns = new Columns().row("SHA256", "SIZE", "LAST USED", "IN USE");
        images.forEach(image -> columns.row(
                image.sha256().substring(0, Math.min(digits, image.sha256().length())),
                ReadableSize.of(image.size()),
                ImageReport.time(image.lastUsed()),
                image.inUse() ? "yes" : "no"));
        List<String> rows = columns.lines();
        List<String> lines = new ArrayList<>(rows.subList(0, 1));
        for (int i = 0; i < images.size(); i++) {
            lines.add(rows.get(i + 1));
            for (String reference : images.get(i).references()) {
                lines.add(INDENTATION + (full ? reference : Columns.shortened(reference, width())));
            }
        }
        return lines;
    }

    private static int width() {
        return TerminalWidth.DEFAULT - INDENTATION.length();
    }

    /** {@code 2 images, 3.1 GiB}. */
    static String count(List<StoredImage> images) {
        return count(images.size(), "image") + ", "
                + ReadableSize.of(images.stream().mapToLong(StoredImage::size).sum());
    }

    /** {@code 1 image}, {@code 2 images}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

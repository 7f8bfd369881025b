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

/** The spelling of images in the store. */
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
     * A table under a heading, below each image the references that name it; nothing for no image. It fits 80 columns: a digest
     * is cut where no other begins so, a long reference loses its middle.
     *
     * @param whole whether nothing is cut
     */
    static List<String> table(List<StoredImage> images, boolean whole) {
        if (images.isEmpty()) {
            return List.of();
        }
        int digits = whole ? Integer.MAX_VALUE : StoredDigest.unique(images);
        Columns columns = new Columns().row("SHA256", "SIZE", "LAST USED", "IN USE");
        images.forEach(image -> columns.row(
                image.sha256().substring(0, Math.min(digits, image.sha256().length())),
                ReadableSize.of(image.size()),
                ImageReport.time(image.lastUsed()),
                image.inUse() ? "yes" : "no"));
        List<String> rows = columns.lines();
        List<String> lines = new ArrayList<>(rows.subList(0, 1));
        for (int place = 0; place < images.size(); place++) {
            lines.add(rows.get(place + 1));
            for (String reference : images.get(place).references()) {
                lines.add(INDENTATION + (whole ? reference : Columns.shortened(reference, width())));
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

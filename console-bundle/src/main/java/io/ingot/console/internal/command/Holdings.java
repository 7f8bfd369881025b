// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ByteCount;
import io.ingot.console.internal.output.Columns;
import io.ingot.image.store.HeldImage;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spelling of images in the store. */
final class Holdings {
    private Holdings() {}

    static List<Map<String, Object>> json(List<HeldImage> images) {
        return images.stream().map(Holdings::json).toList();
    }

    static Map<String, Object> json(HeldImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sha256", image.sha256());
        json.put("size", image.size());
        json.put("references", image.references());
        json.put("lastUsed", image.lastUsed().toString());
        json.put("inUse", image.inUse());
        return json;
    }

    /** A table under a heading, every further reference in a row of its own; nothing for no image. */
    static List<String> table(List<HeldImage> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        Columns columns = new Columns().row("SHA256", "SIZE", "LAST USED", "IN USE", "REFERENCE");
        images.forEach(image -> rows(columns, image));
        return columns.lines();
    }

    private static void rows(Columns columns, HeldImage image) {
        List<String> references = new ArrayList<>(image.references());
        columns.row(
                image.sha256(),
                ByteCount.of(image.size()),
                image.lastUsed().truncatedTo(ChronoUnit.SECONDS).toString(),
                image.inUse() ? "yes" : "no",
                references.isEmpty() ? "-" : references.remove(0));
        references.forEach(reference -> columns.row("", "", "", "", reference));
    }

    /** {@code 2 images, 3.1 GiB}. */
    static String count(List<HeldImage> images) {
        return count(images.size(), "image") + ", "
                + ByteCount.of(images.stream().mapToLong(HeldImage::size).sum());
    }

    /** {@code 1 image}, {@code 2 images}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

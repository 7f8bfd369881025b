// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of words, one under the other. */
public final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** One more row; it may have fewer words than others. */
    public Columns row(String... words) {
        rows.add(List.of(words));
        return this;
    }

    /** A line for each row. What stands last in a row takes the room it needs. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    /** A text in at most so many columns: whole, or without its middle. */
    public static String shortened(String text, int columns) {
        return DisplayWidth.shortened(Printable.line(text), columns);
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int place = 0; place < row.size() - 1; place++) {
            String word = row.get(place);
            line.append(word)
                    .append(" ".repeat(width(place) - DisplayWidth.of(word)))
                    .append(GAP);
        }
        return line.append(row.get(row.size() - 1)).toString();
    }

    private int width(int place) {
        return rows.stream()
                .filter(row -> row.size() > place + 1)
                .mapToInt(row -> DisplayWidth.of(row.get(place)))
                .max()
                .orElse(0);
    }
}

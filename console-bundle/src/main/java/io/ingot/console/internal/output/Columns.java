// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Rows of words, one under the other. */
public final class Columns {
    private static final String GAP = "  ";

    /** A wider word sticks out alone: no other row is padded to its width, which its author chose. */
    private static final int WIDEST = 80;

    private final List<List<String>> rows = new ArrayList<>();

    /** One more row; it may have fewer words than others. */
    public Columns row(String... words) {
        rows.add(List.of(words));
        return this;
    }

    /** A line for each row. What stands last in a row takes the room it needs. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** A text in at most so many columns: whole, or without its middle. */
    public static String shortened(String text, int columns) {
        return DisplayWidth.shortened(Printable.line(text), columns);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int place = 0; place < row.size() - 1; place++) {
            String word = row.get(place);
            line.append(word)
                    .append(" ".repeat(Math.max(0, widths[place] - DisplayWidth.of(word))))
                    .append(GAP);
        }
        return line.append(row.get(row.size() - 1)).toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int place = 0; place < row.size() - 1; place++) {
                int width = DisplayWidth.of(row.get(place));
                widths[place] = width > WIDEST ? widths[place] : Math.max(widths[place], width);
            }
        }
        return widths;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** A table of aligned columns. */
public final class Columns {
    private static final String GAP = "  ";

    /** The widest cell that other rows are padded to: a server may choose a longer text. */
    private static final int MAX_PADDED_WIDTH = 80;

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row, which may have fewer cells than others. */
    public Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns a line for each row. The last cell of a row is not padded. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** Returns a text that takes at most so many columns, shortened in the middle if necessary. */
    public static String shortened(String text, int columns) {
        return DisplayWidth.shortened(Printable.line(text), columns);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            String cell = row.get(column);
            line.append(cell)
                    .append(" ".repeat(Math.max(0, widths[column] - DisplayWidth.of(cell))))
                    .append(GAP);
        }
        return line.append(row.get(row.size() - 1)).toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size() - 1; column++) {
                int width = DisplayWidth.of(row.get(column));
                widths[column] = width > MAX_PADDED_WIDTH ? widths[column] : Math.max(widths[column], width);
            }
        }
        return widths;
    }
}

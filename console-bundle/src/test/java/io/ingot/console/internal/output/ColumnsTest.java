// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void cellsAreAligned() {
        assertThat(new Columns()
                        .row("a", "bb", "c")
                        .row("aaa", "b")
                        .row("x")
                        .row("日", "b", "c")
                        .lines())
                .containsExactly("a    bb  c", "aaa  b", "x", "日   b   c");
    }

    @Test
    void noRowIsPaddedToACellWiderThanATerminal() {
        String long81 = "x".repeat(81);
        assertThat(new Columns().row("name", "1").row(long81, "2").lines()).containsExactly("name  1", long81 + "  2");
    }

    @Test
    void tablesAreFormattedInLinearTime() {
        LinearWork.assertLinearMemory("columns", 1_000, rows -> {
            Columns columns = new Columns();
            for (int row = 0; row < rows; row++) {
                columns.row("property." + row, "value");
            }
            return columns::lines;
        });
    }

    @Test
    void oneWideCellDoesNotWidenAllRows() {
        LinearWork.assertLinearMemory("columns of one wide word", 1_000, rows -> {
            Columns columns = new Columns().row("x".repeat(20 * rows), "value");
            for (int row = 0; row < rows; row++) {
                columns.row("p", "value");
            }
            return columns::lines;
        });
    }
}

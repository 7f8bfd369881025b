// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTablesTest {
    /** Sizes below and beyond the limit of a table. */
    @ParameterizedTest
    @ValueSource(ints = {400, 2_000})
    void tableIsBuiltInLinearTime(int size) {
        LinearWork.assertLinearMemory("rows", size, count -> {
            Map<String, String> rows = rows(count);
            return () -> assertThat(ImageReport.table(rows)).hasSizeBetween(1, 1_001);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000})
    void tableWithinItsLimitIsComplete(int size) {
        assertThat(ImageReport.table(rows(size)))
                .hasSize(size)
                .last()
                .asString()
                .startsWith("property." + (size - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 1_500})
    void tableBeyondItsLimitNamesTheNumberOfOmittedRows(int size) {
        List<String> lines = ImageReport.table(rows(size));

        assertThat(lines).hasSize(1_001);
        assertThat(lines.get(1_000)).startsWith("... and " + (size - 1_000) + " more;");
    }

    private static Map<String, String> rows(int count) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (int row = 0; row < count; row++) {
            rows.put("property." + row, "value");
        }
        return rows;
    }
}

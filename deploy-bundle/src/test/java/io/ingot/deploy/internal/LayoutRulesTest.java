// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields for the partitions and the format of the disk. */
class LayoutRulesTest {
    private final PlannerFixture fixture = new PlannerFixture();

    @ParameterizedTest
    @CsvSource({
        "root_gb, -1", "root_gb, 1000001", "root_gb, ten",
        "swap_mb, -1", "swap_mb, 1000000001", "swap_mb, 1.5",
        "ephemeral_gb, -1", "ephemeral_gb, 1000001", "ephemeral_gb, a lot"
    })
    @DisplayName("V-22: a partition has a size that is a whole number within bounds")
    void sizeIsAWholeNumber(String field, String value) throws ImageException {
        Map<String, Object> info = partition();
        info.put(field, value);

        assertThat(fixture.plan(info).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_METADATA);
            assertThat(problem.message()).contains("'" + value + "'", "a whole number from");
        });
    }

    @Test
    void exampleOfASizeIsValid() throws ImageException {
        Map<String, Object> info = partition();
        for (String field : List.of("root_gb", "swap_mb", "ephemeral_gb")) {
            info.put(field, Map.of());
        }
        List<Problem> problems = fixture.plan(info).problems();
        assertThat(problems).extracting(Problem::field).containsExactly("root_gb", "swap_mb", "ephemeral_gb");

        problems.forEach(problem -> info.put(problem.field(), problem.example()));
        assertThat(fixture.plan(info).problems()).isEmpty();
    }

    @Test
    void zeroMeansNoFurtherPartition() throws ImageException {
        Map<String, Object> info = partition();
        info.put("swap_mb", 0);
        info.put("ephemeral_gb", "0");
        DeploymentPlan plan = fixture.plan(info);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    @DisplayName("V-23: a whole disk has its own partitions, further ones are ignored")
    void wholeDiskIgnoresFurtherPartitionsWithAWarning() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source", "file:///a.raw", "image_type", "whole-disk", "swap_mb", 512, "ephemeral_gb", "0"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().startsWith("swap_mb is not used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "QCOW2", " raw ", "iso", "vhdx", "gpt"})
    void knownFormatIsAccepted(String format) throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of("image_source", "file:///a", "image_disk_format", format));
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.images().get(0).format()).contains(format.strip().toLowerCase(Locale.ROOT));
    }

    @Test
    void unknownFormatCausesAWarningWithTheNearestName() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of("image_source", "file:///a", "image_disk_format", "qcow3"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().contains("'qcow3'", "qcow");
    }

    @Test
    void wholeNodeDocumentCausesAWarning() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of("instance_info", Map.of("image_source", "file:///a.raw")));
        assertThat(plan.problems()).extracting(Problem::field).containsExactly("image_source");
        assertThat(plan.warnings()).singleElement().asString().contains("pass its content");
    }

    private static Map<String, Object> partition() {
        return new HashMap<>(Map.of(
                "image_source", "file:///a.raw",
                "image_type", "partition",
                "root_gb", 10,
                "capabilities", "boot_option:local"));
    }
}

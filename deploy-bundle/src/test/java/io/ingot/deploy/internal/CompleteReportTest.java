// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One problem does not hide another: a plan reports all problems together. */
class CompleteReportTest {
    private static final String IMAGE = "https://img.example/disk.qcow2";
    private static final String SUMS = "https://img.example/SUMS";

    private final PlannerFixture fixture = new PlannerFixture();

    @Test
    void missingImageDoesNotHideAMissingChecksumFile() throws ImageException {
        fixture.failing(IMAGE, ErrorCode.NOT_FOUND);
        fixture.previewFailing(IMAGE, new ImageException(ErrorCode.NOT_FOUND, "no such file").about(SUMS));
        DeploymentPlan plan = fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS));
        assertThat(plan.problems())
                .extracting(Problem::field, Problem::code)
                .containsExactly(
                        tuple("image_source", ErrorCode.NOT_FOUND), tuple("image_checksum", ErrorCode.NOT_FOUND));
    }

    @Test
    void missingImageDoesNotHideARefusedChecksum() throws ImageException {
        String weak = "md5:" + "ab".repeat(16);
        fixture.failing(IMAGE, ErrorCode.NOT_FOUND);
        fixture.previewFailing(IMAGE, new ImageException(ErrorCode.REFUSED_BY_POLICY, "weak").about(weak));
        assertThat(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", weak))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("image_source", "image_checksum");
    }

    @Test
    void missingImageIsReportedOnce() throws ImageException {
        fixture.failing(IMAGE, ErrorCode.NOT_FOUND);
        assertThat(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("image_source");
        assertThat(fixture.previewed).hasSize(1);
    }

    @Test
    void unreachableServerIsQueriedOnce() throws ImageException {
        fixture.failing(IMAGE, ErrorCode.TRANSFER_FAILED);
        assertThat(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("image_source");
        assertThat(fixture.previewed).isEmpty();
    }

    @Test
    void everyInvalidCapabilityIsReported() throws ImageException {
        List<Problem> problems = fixture.plan(Map.of(
                        "image_source",
                        "file:///a.raw",
                        "capabilities",
                        "boot_option:lokal,boot_mode:efi,secure_boot:perhaps,x"))
                .problems();
        assertThat(problems).extracting(Problem::field).containsOnly("capabilities");
        assertThat(problems)
                .extracting(Problem::message)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("'x'"),
                        text -> assertThat(text).contains("'lokal'"),
                        text -> assertThat(text).contains("'efi'"),
                        text -> assertThat(text).contains("'perhaps'"));
    }

    @Test
    void contradictoryCapabilityIsAProblem() throws ImageException {
        assertThat(capabilities("boot_option:local,boot_option:ramdisk").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'local'", "'ramdisk'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot_option:local,boot_option:local", "boot_option: local, boot_mode:uefi"})
    void repeatedCapabilityIsValid(String capabilities) throws ImageException {
        assertThat(capabilities(capabilities).problems()).isEmpty();
    }

    private DeploymentPlan capabilities(String capabilities) throws ImageException {
        return fixture.plan(Map.of("image_source", "file:///a.raw", "capabilities", capabilities));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentPlanTest {
    private static final Problem ABSENT = new Problem("kernel", ErrorCode.NOT_FOUND, "it is not there", "x");
    private static final Problem MISSING = new Problem("root_gb", ErrorCode.INVALID_METADATA, "it is missing", "20");

    @Test
    void failureHasTheFirstInvalidMetadata() {
        assertThat(plan(List.of(ABSENT, MISSING)).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_METADATA);
            assertThat(failure).hasMessage("root_gb: it is missing (and 1 more)");
            assertThat(failure.details()).containsExactly("kernel: it is not there", "root_gb: it is missing");
        });
        assertThat(plan(List.of(ABSENT)).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(failure).hasMessage("kernel: it is not there");
        });
        assertThat(plan(List.of()).failure()).isEmpty();
    }

    @Test
    void failureIsRetryableIfEveryProblemIsAndWaitsForTheLongestPause() {
        Problem busy = problem("image_source", busy(Duration.ofSeconds(30)), "x");
        Problem busier = problem("kernel", busy(Duration.ofMinutes(2)), "x");
        assertThat(plan(List.of(busy, busier)).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2));
            assertThat(failure.details()).hasSize(2);
        });
        assertThat(plan(List.of(busy, ABSENT)).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.retryAfter()).isEmpty();
        });
    }

    @Test
    void problemKeepsTheRetryabilityOfItsFailure() {
        ImageException failure = new ImageException(ErrorCode.LOCAL_IO, "the disk is gone");
        assertThat(plan(List.of(problem("kernel", failure, "x"))).failure())
                .hasValueSatisfying(combined -> assertThat(combined.retryable()).isTrue());
        assertThat(plan(List.of(problem("kernel", failure.nonRetryable(), "x"))).failure())
                .hasValueSatisfying(combined -> assertThat(combined.retryable()).isFalse());
        assertThat(ABSENT.retryable()).isFalse();
        assertThat(ABSENT.retryAfter()).isEmpty();
    }

    @Test
    void theFailureOfAPlanNamesTheServiceOfItsProblem() {
        ImageException failure = new ImageException(ErrorCode.NOT_FOUND, "404").withService("io.ingot.http 1.0.0");

        assertThat(plan(List.of(problem("kernel", failure, "x"))).failure())
                .hasValueSatisfying(combined -> assertThat(combined.service()).contains("io.ingot.http 1.0.0"));
        assertThat(plan(List.of(ABSENT)).failure())
                .hasValueSatisfying(combined -> assertThat(combined.service()).isEmpty());
    }

    @Test
    void problemOfANonRetryableCodeIsNotRetryable() {
        assertThatThrownBy(() -> new Problem(
                        "kernel", ErrorCode.NOT_FOUND, "gone", "x", true, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOT_FOUND");
        assertThat(new Problem(
                                "kernel",
                                ErrorCode.NOT_FOUND,
                                "gone",
                                "x",
                                true,
                                Optional.of(Duration.ZERO),
                                Optional.empty())
                        .retryable())
                .isTrue();
    }

    private static Problem problem(String field, ImageException failure, String example) {
        return Problem.of(field, failure, example);
    }

    private static ImageException busy(Duration pause) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, "503").withRetryAfter(pause);
    }

    @Test
    void copiesKeepAllValues() throws ImageException {
        ImageReference url = ImageReference.parse("https://a.example/x");
        SpaceNeed need = new SpaceNeed(Path.of("/srv"), 2, 1, false);
        DeploymentPlan plan = plan(List.of(MISSING)).toBuilder()
                .space(List.of(need))
                .agentUrl(url)
                .installationTree(url)
                .build();
        assertThat(plan.space()).containsExactly(need);
        assertThat(need.fits()).isFalse();
        assertThat(new SpaceNeed(Path.of("/srv"), 2, 2, true).fits()).isTrue();
        assertThat(plan.agentUrl()).contains(url);
        assertThat(plan.installationTree()).contains(url);
        assertThat(plan.problems()).containsExactly(MISSING);
        assertThat(plan.wholeDisk()).contains(true);
    }

    @Test
    void bootOptionsHaveIronicsValues() {
        assertThat(BootOption.values())
                .extracting(BootOption::text)
                .containsExactly("local", "netboot", "ramdisk", "kickstart");
        assertThat(BootOption.of("netboot")).contains(BootOption.NETBOOT);
        assertThat(BootOption.of("NETBOOT")).isEmpty();
    }

    private static DeploymentPlan plan(List<Problem> problems) {
        return DeploymentPlan.builder(BootOption.LOCAL)
                .wholeDisk(Optional.of(true), "it is said so")
                .problems(problems)
                .build();
    }
}

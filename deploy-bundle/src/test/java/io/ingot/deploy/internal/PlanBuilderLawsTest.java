// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws for every {@code instance_info}. */
class PlanBuilderLawsTest {
    private static final String GONE = "https://gone.example/x";

    @Property(tries = 400)
    void anyFieldsResultInAPlan(@ForAll("instanceInfos") Map<String, Object> info) throws ImageException {
        DeploymentPlan plan = fixture().plan(info);
        assertThat(plan.images()).extracting(PlannedImage::role).doesNotHaveDuplicates();
        assertThat(plan.reason()).isNotBlank();
        assertThat(plan.problems()).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.example()).isNotBlank();
        });
        assertThat(plan.problems().isEmpty()).isEqualTo(plan.failure().isEmpty());
    }

    @Property(tries = 200)
    void orderOfFieldsDoesNotMatter(@ForAll("instanceInfos") Map<String, Object> info) throws ImageException {
        List<String> names = new ArrayList<>(info.keySet());
        Collections.reverse(names);
        Map<String, Object> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, info.get(name)));
        assertThat(report(fixture().plan(info))).isEqualTo(report(fixture().plan(reversed)));
    }

    @Property(tries = 400)
    void examplesSolveTheirProblems(@ForAll("instanceInfos") Map<String, Object> info) throws ImageException {
        Map<String, Object> corrected = new HashMap<>(info);
        List<Problem> problems = problems(corrected);
        for (int round = 0; round < 16 && !problems.isEmpty(); round++) {
            Problem first = problems.get(0);
            correct(corrected, first);
            problems = problems(corrected);
            assertThat(problems).as("%s in %s", first, corrected).doesNotContain(first);
        }
        assertThat(problems).as("after sixteen examples: %s", corrected).isEmpty();
    }

    private static void correct(Map<String, Object> info, Problem problem) {
        int dot = problem.field().indexOf('.');
        if (problem.example().equals("null")) {
            info.remove(problem.field());
        } else if (dot < 0) {
            info.put(problem.field(), problem.example());
        } else {
            String field = problem.field().substring(0, dot);
            Map<Object, Object> entries = new HashMap<>((Map<?, ?>) info.get(field));
            entries.put(problem.field().substring(dot + 1), problem.example());
            info.put(field, entries);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> instanceInfos() {
        Arbitrary<String> names = Arbitraries.of(
                "image_source",
                "kernel",
                "ramdisk",
                "boot_iso",
                "stage2",
                "ks_template",
                "image_type",
                "is_whole_disk",
                "image_checksum",
                "image_os_hash_algo",
                "image_os_hash_value",
                "image_disk_format",
                "image_properties",
                "image_pull_secret",
                "image_download_source",
                "root_gb",
                "swap_mb",
                "ephemeral_gb",
                "capabilities",
                "preserve_ephemeral",
                "deploy_boot_mode",
                "traits",
                "imagesource");
        return Arbitraries.maps(names, values()).ofMaxSize(12);
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> known = Arbitraries.of(
                "https://images.example.com/a",
                GONE,
                "6a2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a",
                "file:///srv/a.iso",
                "partition",
                "whole-disk",
                "sha256",
                "md5",
                "ab".repeat(16),
                "ab".repeat(32),
                "sha256:" + "cd".repeat(32),
                "https://images.example.com/SHA256SUMS",
                "boot_option:kickstart",
                "boot_option:ramdisk,boot_mode:uefi",
                "{\"kernel_id\": \"nothing\"}",
                "http",
                "user:password",
                "",
                "true",
                true,
                0,
                20,
                1e300,
                -1,
                Map.of("img_type", "partition"),
                Map.of("boot_option", "local"),
                Map.of("kernel_id", 5, "img_type", List.of("partition"), "boot_option", Map.of(), "own", true),
                List.of("a", 1));
        return Arbitraries.oneOf(known, Arbitraries.strings().ofMaxLength(40).map(text -> text));
    }

    private static List<Problem> problems(Map<String, Object> info) throws ImageException {
        return fixture()
                .plan(DeploymentRequest.of(InstanceInfo.of(info)).strict(true))
                .problems();
    }

    private static List<Object> report(DeploymentPlan plan) {
        return List.of(
                plan.problems(),
                plan.warnings(),
                plan.reason(),
                plan.bootOption(),
                plan.images().toString());
    }

    private static PlannerFixture fixture() {
        return new PlannerFixture().failing(GONE, ErrorCode.NOT_FOUND);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.common.command.WholeSeconds;
import io.ingot.console.internal.output.ReadableSize;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.SpaceNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report on a plan, as JSON and as text. */
final class PlanReport {
    private final DeploymentPlan plan;

    PlanReport(DeploymentPlan plan) {
        this.plan = plan;
    }

    /** Returns the plan as JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        plan.wholeDisk().ifPresent(whole -> json.put("wholeDisk", whole));
        json.put("reason", plan.reason());
        json.put("bootOption", plan.bootOption().text());
        json.put("images", plan.images().stream().map(PlanReport::json).toList());
        if (!plan.space().isEmpty()) {
            json.put("space", plan.space().stream().map(PlanReport::json).toList());
        }
        plan.agentUrl().ifPresent(url -> json.put("agentUrl", url.toString()));
        plan.installationTree().ifPresent(tree -> json.put("installationTree", tree.toString()));
        json.put("problems", problems());
        return json;
    }

    /** Returns the problems as JSON. */
    List<Map<String, Object>> problems() {
        return plan.problems().stream().map(PlanReport::json).toList();
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", problem.field());
        json.put("code", problem.code().name());
        json.put("message", problem.message());
        json.put("example", problem.example());
        if (problem.retryable()) {
            json.put("retryable", true);
        }
        problem.retryAfter().ifPresent(pause -> json.put("retryAfterSeconds", WholeSeconds.of(pause)));
        problem.service().ifPresent(service -> json.put("service", service));
        return json;
    }

    private static Map<String, Object> json(SpaceNeed need) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folder", need.folder().toString());
        json.put("needed", need.needed());
        if (need.atLeast()) {
            json.put("atLeast", true);
        }
        json.put("free", need.free());
        return json;
    }

    private static Map<String, Object> json(PlannedImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", image.role().text());
        json.put("file", image.file());
        json.put("reference", image.reference().toString());
        json.put("finalReference", image.finalReference().toString());
        json.put("checksums", ImageReport.byAlgorithm(image.checksums()));
        if (!checksumFiles(image).isEmpty()) {
            json.put("checksumFiles", checksumFiles(image));
        }
        image.format().ifPresent(format -> json.put("format", format));
        image.credentials().ifPresent(name -> json.put("credentials", name));
        image.preview().ifPresent(preview -> json.putAll(json(preview)));
        return json;
    }

    private static Map<String, Object> json(FetchPreview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", ImageReport.json(preview.service()));
        preview.info().size().ifPresent(bytes -> json.put("size", bytes));
        preview.space().ifPresent(bytes -> json.put("space", bytes));
        json.put("held", preview.held());
        json.put("holdReason", preview.reason());
        json.put("checks", preview.checks());
        return json;
    }

    private static List<String> checksumFiles(PlannedImage image) {
        return image.expected().stream()
                .filter(ExpectedChecksum.InFile.class::isInstance)
                .map(ExpectedChecksum::toString)
                .toList();
    }

    /** Returns the plan as text: its general facts, each image, each problem, and whether it can be prepared. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(ImageReport.table(rows()));
        plan.images().forEach(image -> {
            lines.add("");
            lines.add(image.role().text());
            ImageReport.table(rows(image)).forEach(row -> lines.add("  " + row));
        });
        lines.addAll(problemLines());
        lines.add("");
        lines.add(summary());
        return lines;
    }

    /** Returns the last line: whether the plan can be prepared. */
    private String summary() {
        int images = plan.images().size();
        int problems = plan.problems().size();
        return problems == 0
                ? "can be prepared: " + StoreReport.count(images, "image")
                : "cannot be prepared: " + StoreReport.count(problems, "problem");
    }

    /** Returns the problems as text, each with an example of a correct value. */
    List<String> problemLines() {
        List<String> lines = new ArrayList<>();
        for (Problem problem : plan.problems()) {
            lines.add("");
            lines.add("problem: " + problem.field() + ": " + problem.message());
            lines.add("  for example: " + problem.example());
            if (problem.retryable()) {
                lines.add("  temporary: try again" + pause(problem));
            }
        }
        return lines;
    }

    private static String pause(Problem problem) {
        return problem.retryAfter()
                .map(pause -> " after " + WholeSeconds.of(pause) + " s")
                .orElse("");
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("boot option", plan.bootOption().text());
        rows.put(
                "whole disk",
                plan.wholeDisk().map(whole -> whole ? "yes" : "no").orElse("unknown") + ": " + plan.reason());
        numbered(rows, "space", plan.space().stream().map(PlanReport::text).toList());
        plan.agentUrl().ifPresent(url -> rows.put("agent reads", url.toString()));
        plan.installationTree().ifPresent(tree -> rows.put("installer reads", tree.toString()));
        return rows;
    }

    private static String text(SpaceNeed need) {
        return (need.atLeast() ? "at least " : "") + ReadableSize.of(need.needed()) + " needed in " + need.folder()
                + ", " + ReadableSize.of(need.free()) + " free";
    }

    private static Map<String, String> rows(PlannedImage image) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("file", image.file());
        rows.put("reference", image.reference().toString());
        if (!image.finalReference().equals(image.reference())) {
            rows.put("now at", image.finalReference().toString());
        }
        image.credentials().ifPresent(name -> rows.put("as", name));
        image.format().ifPresent(format -> rows.put("format", format));
        image.preview()
                .ifPresentOrElse(
                        preview -> rows.putAll(rows(preview)), () -> rows.put("service", "not asked, or failed"));
        image.checksums().forEach(checksum -> rows.put(checksum.algorithm(), checksum.hex()));
        numbered(rows, "checksum file", checksumFiles(image));
        image.preview().ifPresent(preview -> numbered(rows, "check", preview.checks()));
        return rows;
    }

    private static Map<String, String> rows(FetchPreview preview) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("service", preview.service().bundle() + " " + preview.service().version());
        preview.info().size().ifPresent(bytes -> rows.put("size", ReadableSize.of(bytes)));
        preview.space().ifPresent(bytes -> rows.put("space", ReadableSize.of(bytes)));
        rows.put("store", ImageReport.heldWithReason(preview));
        return rows;
    }

    private static void numbered(Map<String, String> rows, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            rows.put(values.size() == 1 ? name : name + " " + (i + 1), values.get(i));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import io.ingot.image.ImageException;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code prepare}, which puts the images of a deployment into a node's folder, or removes them. */
public final class PrepareCommand implements Command {
    private static final String CLEAN = "--clean";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "prepare",
                        "Fetches the images of a deployment into a node's folder, each under the name of its role:"
                                + " all of them, verified, or none.")
                .addPositional(InstanceInfoOperand.optionalSpec())
                .addPositional(OptionDeclarations.optionalOperand(
                        1, NodeFolderOperand.LABEL, "The node's directory; created if missing."))
                .addOption(ParentDirectories.spec(NodeFolderOperand.LABEL))
                .addOption(OptionDeclarations.flag(
                        "Remove what was prepared in NODE_DIR, and nothing else; INSTANCE_INFO is not read.", CLEAN));
        DeploymentOptions.declare(spec);
        TransferOptions.declare(spec);
        spec.usageMessage()
                .customSynopsis(
                        "${COMMAND-FULL-NAME} [OPTIONS] INSTANCE_INFO NODE_DIR",
                        "${COMMAND-FULL-NAME} --clean [INSTANCE_INFO] NODE_DIR");
        return spec;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        return arguments.has(CLEAN) ? clean(arguments, context) : prepare(arguments, context);
    }

    private static CommandResult prepare(ParsedArguments arguments, CommandContext context) throws ImageException {
        if (arguments.operand(0).isEmpty()) {
            throw usage(InstanceInfoOperand.LABEL + " is missing: name the file before " + NodeFolderOperand.LABEL);
        }
        String name = arguments
                .operand(1)
                .orElseThrow(() -> usage(NodeFolderOperand.LABEL + " is missing: name the node's directory after "
                        + InstanceInfoOperand.LABEL));
        Path folder = NodeFolderOperand.parse(name, context.folder());
        UnaryOperator<DeploymentRequest> options = DeploymentOptions.of(arguments, context);
        DeploymentRequest request = options.apply(DeploymentRequest.of(InstanceInfoOperand.read(arguments, context)))
                .nodeFolder(folder);
        try (ParentDirectories parents = ParentDirectories.of(folder, arguments)) {
            DeploymentPlan plan = PlanCommand.plan(request, context);
            if (plan.failure().isPresent()) {
                return refused(plan, plan.failure().get());
            }
            PreparedNode node = prepare(plan, folder, context);
            parents.keep();
            return prepared(plan, node);
        }
    }

    private static UsageException usage(String sentence) {
        return new UsageException(sentence);
    }

    private static CommandResult refused(DeploymentPlan plan, ImageException failure) {
        PlanReport report = new PlanReport(plan);
        return CommandResult.of(Map.of("problems", report.problems()), report.problemLines())
                .warnings(plan.warnings())
                .failing(failure);
    }

    private static PreparedNode prepare(DeploymentPlan plan, Path folder, CommandContext context)
            throws ImageException {
        DeploymentPlanner planner = context.planner();
        LatestProgress latest = new LatestProgress();
        try (ProgressDisplay display = context.progress()) {
            return ServiceQuery.ask(
                    "prepare",
                    context.call(),
                    call -> planner.prepare(plan, folder, latest, call),
                    () -> latest.show(display));
        }
    }

    private static CommandResult prepared(DeploymentPlan plan, PreparedNode node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodeDir", node.folder().toString());
        json.put("images", node.images().stream().map(PrepareCommand::json).toList());
        List<String> lines = new ArrayList<>();
        node.images().forEach(image -> lines.addAll(FetchReport.lines(image.image())));
        return CommandResult.of(json, lines)
                .warnings(Stream.concat(plan.warnings().stream(), node.warnings().stream())
                        .distinct()
                        .toList());
    }

    private static Map<String, Object> json(PreparedImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", image.role().text());
        json.putAll(FetchReport.json(image.image()));
        return json;
    }

    private static CommandResult clean(ParsedArguments arguments, CommandContext context) throws ImageException {
        String name = arguments
                .operand(1)
                .or(() -> arguments.operand(0))
                .orElseThrow(
                        () -> usage(NodeFolderOperand.LABEL + " is missing: name the node's directory after " + CLEAN));
        Path folder = NodeFolderOperand.parse(name, context.folder());
        DeploymentPlanner planner = context.planner();
        CleanedNode node = ServiceQuery.ask("clean", context.call(), call -> planner.clean(folder, call));
        List<String> removed = node.removed().stream().map(Path::toString).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodeDir", node.folder().toString());
        json.put("removed", removed);
        return CommandResult.of(
                        json, removed.stream().map(file -> "removed " + file).toList())
                .warnings(node.warnings());
    }

    /** The progress of the images as the planner last reported it. */
    private static final class LatestProgress implements PreparationListener {
        private volatile List<Progress> images = List.of();

        @Override
        public void progress(Map<Role, Progress> progress) {
            images = List.copyOf(progress.values());
        }

        void show(ProgressDisplay display) {
            List<Progress> now = images;
            if (!now.isEmpty()) {
                display.show(CombinedProgress.of(now));
            }
        }
    }
}

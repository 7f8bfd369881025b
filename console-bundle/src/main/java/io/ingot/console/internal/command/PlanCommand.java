// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code plan}, which shows what a deployment needs. */
public final class PlanCommand implements Command {
    private static final String NODE_FOLDER = "--node-dir";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "plan",
                        "Shows what a deployment needs, and everything that is missing or wrong. Transfers nothing.")
                .addPositional(InstanceInfoOperand.spec())
                .addOption(OptionDeclarations.value(
                        NODE_FOLDER,
                        "DIR",
                        "The node's folder, for which the space is computed; by default the place of the store."));
        DeploymentOptions.declare(spec);
        return spec.addOption(ListingOption.spec());
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        UnaryOperator<DeploymentRequest> options = DeploymentOptions.of(arguments, context);
        Optional<Path> folder = folder(arguments, context);
        DeploymentRequest request = options.apply(DeploymentRequest.of(InstanceInfoOperand.read(arguments, context)));
        request = folder.map(request::nodeFolder).orElse(request);
        DeploymentPlan plan = plan(request, context);
        PlanReport report = new PlanReport(plan);
        CommandResult result = CommandResult.of(report.json(), report.lines()).warnings(plan.warnings());
        return plan.failure().map(result::failing).orElse(result);
    }

    private static Optional<Path> folder(ParsedArguments arguments, CommandContext context) throws ImageException {
        Optional<String> name = arguments.value(NODE_FOLDER);
        return name.isEmpty() ? Optional.empty() : Optional.of(NodeFolderOperand.parse(name.get(), context.folder()));
    }

    /** Creates the plan. */
    static DeploymentPlan plan(DeploymentRequest request, CommandContext context) throws ImageException {
        DeploymentPlanner planner = context.planner();
        return ServiceQuery.ask("plan", context.call(), call -> planner.plan(request, call));
    }
}

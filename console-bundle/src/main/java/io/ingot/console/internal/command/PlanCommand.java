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

/** {@code plan}: what a deployment needs. */
public final class PlanCommand implements Command {
    private static final String NODE_FOLDER = "--node-dir";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionDeclarations.command(
                        "plan",
                        "Says what a deployment needs, and everything that is missing or wrong. Moves no bytes.")
                .addPositional(InstanceInfoOperand.spec())
                .addOption(OptionDeclarations.value(
                        NODE_FOLDER,
                        "DIR",
                        "The node's folder, for which the space is told; else where the store is."));
        DeploymentOptions.declare(spec);
        return spec.addOption(ListingOption.spec());
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        UnaryOperator<DeploymentRequest> options = DeploymentOptions.of(arguments, workplace);
        Optional<Path> folder = folder(arguments, workplace);
        DeploymentRequest request = options.apply(DeploymentRequest.of(InstanceInfoOperand.read(arguments, workplace)));
        request = folder.map(request::nodeFolder).orElse(request);
        DeploymentPlan plan = plan(request, workplace);
        PlanReport report = new PlanReport(plan);
        CommandResult outcome = CommandResult.of(report.json(), report.lines()).warnings(plan.warnings());
        return plan.failure().map(outcome::failing).orElse(outcome);
    }

    private static Optional<Path> folder(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        Optional<String> name = arguments.value(NODE_FOLDER);
        return name.isEmpty() ? Optional.empty() : Optional.of(NodeFolderOperand.parse(name.get(), workplace.folder()));
    }

    /** Asks the planner. */
    static DeploymentPlan plan(DeploymentRequest request, CommandContext workplace) throws ImageException {
        DeploymentPlanner planner = workplace.planner();
        return ServiceQuery.ask("plan", workplace.call(), call -> planner.plan(request, call));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.InstanceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The operand INSTANCE_INFO: a JSON file, or {@code -} for standard input. */
final class InstanceInfoOperand {
    static final String LABEL = "INSTANCE_INFO";

    private static final String STANDARD_INPUT = "-";
    private static final String DESCRIPTION =
            "The JSON file with the deployment's instance_info; - for standard input.";

    private InstanceInfoOperand() {}

    static PositionalParamSpec spec() {
        return OptionDeclarations.operand(0, LABEL, DESCRIPTION);
    }

    /** Declares the operand for a command that does not always need it. */
    static PositionalParamSpec optionalSpec() {
        return OptionDeclarations.optionalOperand(0, LABEL, DESCRIPTION);
    }

    /**
     * Reads the operand with the planner.
     *
     * @throws UsageException if the name is not valid, or if there is no standard input
     * @throws ImageException LOCAL_IO if the file cannot be read; or a failure of the planner
     */
    static InstanceInfo read(ParsedArguments arguments, CommandContext context) throws ImageException {
        String name = arguments.operand(0).orElseThrow();
        if (name.isEmpty()) {
            throw new UsageException(LABEL + " is empty; name a file, or - for standard input");
        }
        Call call = context.call();
        if (!name.equals(STANDARD_INPUT)) {
            Path file = path(name, context.folder());
            DeploymentPlanner planner = context.planner();
            return ServiceQuery.askAbandonable("read", call, inner -> file(name, file, planner));
        }
        InputStream input = context.input()
                .orElseThrow(() -> new UsageException(LABEL
                        + " cannot be typed here: the shell reads standard input; pipe it into the command, or name"
                        + " a file"));
        DeploymentPlanner planner = context.planner();
        return ServiceQuery.askAbandonable("read", call, inner -> planner.read(input));
    }

    private static Path path(String name, Path folder) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new UsageException(LABEL + " is not a valid name: " + e.getReason(), e);
        }
    }

    private static InstanceInfo file(String name, Path file, DeploymentPlanner planner) throws ImageException {
        try (InputStream in = open(file)) {
            return planner.read(in);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(name, ImageException.reason(e));
        }
    }

    /** Opens a file. Java would open a directory as well, and fail at the first read. */
    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a directory");
        }
        return Files.newInputStream(file);
    }

    private static ImageException unreadable(String name, String reason) {
        return new ImageException(ErrorCode.LOCAL_IO, name + " cannot be read: " + reason).nonRetryable();
    }
}

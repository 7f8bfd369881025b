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
            "The file with what the operator says of the deployment, in JSON; - for standard input.";

    private InstanceInfoOperand() {}

    static PositionalParamSpec spec() {
        return OptionDeclarations.operand(0, LABEL, DESCRIPTION);
    }

    /** The same for a command that needs it in most cases only. */
    static PositionalParamSpec optionalSpec() {
        return OptionDeclarations.optionalOperand(0, LABEL, DESCRIPTION);
    }

    /**
     * Reads it, by the planner's rules.
     *
     * @throws UsageException if it cannot be a file, or if there is no standard input
     * @throws ImageException LOCAL_IO if it cannot be read; or what the planner threw
     */
    static InstanceInfo read(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        String name = arguments.operand(0).orElseThrow();
        if (name.isEmpty()) {
            throw new UsageException(LABEL + " is empty; name a file, or - for standard input");
        }
        Call call = workplace.call();
        if (!name.equals(STANDARD_INPUT)) {
            Path file = path(name, workplace.folder());
            DeploymentPlanner planner = workplace.planner();
            return ServiceQuery.askPatient("read", call, reading -> file(name, file, planner));
        }
        InputStream input = workplace
                .input()
                .orElseThrow(() -> new UsageException(LABEL
                        + " cannot be typed here: the shell reads what is typed; pipe it into the command, or name"
                        + " a file"));
        DeploymentPlanner planner = workplace.planner();
        return ServiceQuery.askPatient("read", call, reading -> planner.read(input));
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
            throw unusable(name, ImageException.reason(e));
        }
    }

    /** A folder would open, and fail at the first byte. */
    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        return Files.newInputStream(file);
    }

    private static ImageException unusable(String name, String why) {
        return new ImageException(ErrorCode.LOCAL_IO, name + " cannot be read: " + why).nonRetryable();
    }
}

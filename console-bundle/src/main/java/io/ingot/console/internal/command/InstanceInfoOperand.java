// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
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
     * @throws ImageException USAGE if it can be no file, or if there is no standard input; LOCAL_IO if it cannot be read;
     *     or what the planner threw
     */
    static InstanceInfo read(ParsedArguments arguments, CommandContext workplace) throws ImageException {
        String name = arguments.operand(0).orElseThrow();
        if (name.isEmpty()) {
            throw new ImageException(ErrorCode.USAGE, LABEL + " is empty; name a file, or - for standard input");
        }
        DeploymentPlanner planner = workplace.planner();
        Call call = workplace.call();
        if (!name.equals(STANDARD_INPUT)) {
            return ServiceQuery.askPatient("read", call, reading -> file(name, workplace, planner));
        }
        InputStream input = workplace
                .input()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.USAGE,
                        LABEL
                                + " cannot be typed here: the shell reads what is typed; pipe it into the command, or name"
                                + " a file"));
        return ServiceQuery.askPatient("read", call, reading -> planner.read(input));
    }

    private static InstanceInfo file(String name, CommandContext workplace, DeploymentPlanner planner)
            throws ImageException {
        try (InputStream in = open(workplace.folder().resolve(name))) {
            return planner.read(in);
        } catch (ImageException e) {
            throw e;
        } catch (InvalidPathException e) {
            throw new ImageException(ErrorCode.USAGE, LABEL + " is not a valid name: " + e.getReason(), e);
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

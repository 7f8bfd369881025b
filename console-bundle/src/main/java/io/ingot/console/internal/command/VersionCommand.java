// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import picocli.CommandLine.Model.CommandSpec;

/** {@code version}: the same as {@code --version}. */
public final class VersionCommand implements Command {
    private final Outcome version;

    /** A command that prints this version. */
    public VersionCommand(Outcome version) {
        this.version = version;
    }

    @Override
    public CommandSpec spec() {
        return Declare.command("version", "Prints the version of Ingot and of Java.");
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) {
        return version;
    }
}

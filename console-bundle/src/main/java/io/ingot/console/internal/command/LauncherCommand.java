// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.common.command.LaunchOption;
import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** A command that the launcher executes and prints. Its syntax is declared and checked here. */
public final class LauncherCommand implements Command {
    private final String name;
    private final Supplier<CommandSpec> spec;

    private LauncherCommand(String name, Supplier<CommandSpec> spec) {
        this.name = name;
        this.spec = spec;
    }

    /** Returns the command {@code run}, the runtime in the foreground. */
    public static LauncherCommand run() {
        return new LauncherCommand(
                "run",
                () -> OptionDeclarations.command(
                                "run",
                                "Runs Ingot in the foreground, as a service or with a shell, for a conductor that has no"
                                        + " OSGi container. Bundles in deploy/ of the instance are installed, replaced and"
                                        + " removed while it runs, and changes of etc/ take effect. Commands of other"
                                        + " processes do not use it; they share its store.")
                        .addOption(OptionDeclarations.flag(
                                "Read shell commands from standard input until exit; the default if it is a terminal.",
                                LaunchOption.SHELL.toString())));
    }

    /** Returns the command {@code demo}, a demonstration without a network. */
    public static LauncherCommand demo() {
        return new LauncherCommand(
                "demo",
                () -> OptionDeclarations.command(
                        "demo", "Runs a demonstration against an embedded server: no network, no set-up."));
    }

    @Override
    public CommandSpec spec() {
        return spec.get();
    }

    /** Returns false: the launcher stops the framework, and this bundle with it, after its own command has ended. */
    @Override
    public boolean isCancelledWithConsole() {
        return false;
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        Callable<?> action = context.launcherCommand(name);
        if (call(action, context.call()) instanceof Integer status) {
            return CommandResult.silent(status);
        }
        throw new IllegalStateException(name + " ended without an exit status");
    }

    /** Runs the action. The launcher does not know the call, so its thread is interrupted when the call ends. */
    private Object call(Callable<?> action, Call call) throws ImageException {
        try (Call.Registration registration = call.onCancel(Thread.currentThread()::interrupt)) {
            return action.call();
        } catch (InterruptedException e) {
            call.check();
            throw new ImageException(ErrorCode.CANCELLED, name + " was interrupted", e);
        } catch (ImageException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name + " failed", e);
        }
    }
}

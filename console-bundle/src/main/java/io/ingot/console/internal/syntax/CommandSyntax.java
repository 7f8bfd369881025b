// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.LaunchOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The syntax of a command line: of the {@code ingot} process with all commands, or of one command of a shell. */
public final class CommandSyntax {
    private static final int HELP_WIDTH = 100;
    private static final String VERSION = LaunchOption.VERSION.toString();
    private static final String HELP = LaunchOption.HELP.toString();

    private final CommandLine root;

    private CommandSyntax(CommandSpec spec) {
        this.root = new CommandLine(spec)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setUnmatchedOptionsArePositionalParams(false);
    }

    /** Returns the syntax of the process: options, a command, its options and operands. */
    public static CommandSyntax ofProcess(Collection<CommandSpec> commands) {
        CommandSpec root = withCommon(
                        OptionDeclarations.command("ingot", "Fetches and verifies images for bare-metal nodes."))
                .addOption(OptionSpec.builder(OptionDeclarations.names(LaunchOption.VERSION))
                        .type(boolean.class)
                        .versionHelp(true)
                        .description("Print the version.")
                        .build());
        ProcessOptions.declare(root);
        root.usageMessage().customSynopsis("ingot [OPTIONS] COMMAND [OPTIONS] [OPERANDS]");
        footer(
                root,
                List.of(
                        List.of("The options above may also follow the command. \"ingot help COMMAND\" describes it."),
                        Examples.paragraph(root.name()),
                        ExitStatuses.paragraph()));
        for (CommandSpec command : commands) {
            withSubcommands(command).forEach(CommandSyntax::completeForProcess);
            root.addSubcommand(command.name(), command);
        }
        return new CommandSyntax(root);
    }

    /**
     * Returns the syntax of one command of a shell.
     *
     * @param scope the scope of the command, which precedes its name and a colon
     */
    public static CommandSyntax ofShell(String scope, CommandSpec command) {
        withSubcommands(command)
                .forEach(one -> footer(withCommon(one), List.of(Examples.paragraph(one.name()), howToQuote(one))));
        command.name(scope + ":" + command.name());
        return new CommandSyntax(command);
    }

    private static void completeForProcess(CommandSpec command) {
        ProcessOptions.declare(withCommon(command));
        footer(command, List.of(Examples.paragraph(command.name()), ExitStatuses.paragraph()));
    }

    /** Sets the footer, once: picocli's getter replaces variables, and the names are not final yet. */
    private static void footer(CommandSpec command, List<List<String>> paragraphs) {
        command.usageMessage()
                .footer(paragraphs.stream()
                        .filter(paragraph -> !paragraph.isEmpty())
                        .flatMap(paragraph -> Stream.concat(Stream.of(""), paragraph.stream()))
                        .toArray(String[]::new));
    }

    /** Returns the name of the command in help and messages. */
    public String name() {
        return root.getCommandName();
    }

    /**
     * Parses a command line.
     *
     * @throws UsageException if the command line is invalid; the message quotes no value
     */
    public ParsedArguments parse(List<String> argv) {
        try {
            ParseResult parsed = root.parseArgs(argv.toArray(String[]::new));
            for (ParseResult level = parsed; level != null; level = level.subcommand()) {
                checkCommand(level);
            }
            return new ParsedArguments(parsed);
        } catch (ParameterException e) {
            throw UsageMessages.of(e);
        }
    }

    /**
     * Whether a command line can be executed with this syntax, which has some commands of the process only: neither
     * help nor an error has to mention the others.
     */
    public boolean suffices(List<String> argv) {
        try {
            ParsedArguments arguments = parse(argv);
            return !isHelpRequested(arguments)
                    && (isVersionRequested(arguments)
                            ? argv.size() == 1
                            : arguments.innermost() != root.getCommandSpec());
        } catch (UsageException e) {
            return false;
        }
    }

    /** Checks the subcommand, which the parser does not check if help is requested. */
    private static void checkCommand(ParseResult level) {
        CommandLine command = level.commandSpec().commandLine();
        if (level.subcommand() == null && !command.getSubcommands().isEmpty()) {
            List<String> unknown = level.unmatched();
            if (!unknown.isEmpty()) {
                throw new UnmatchedArgumentException(command, unknown);
            }
        }
    }

    /** Whether help is requested. */
    public boolean isHelpRequested(ParsedArguments arguments) {
        return arguments.has(HELP);
    }

    /** Whether the version is requested. */
    public boolean isVersionRequested(ParsedArguments arguments) {
        return arguments.has(VERSION);
    }

    /** Whether a command is required and missing. */
    public boolean isCommandMissing(ParsedArguments arguments) {
        return !arguments.innermost().subcommands().isEmpty();
    }

    /** Returns the error of a command line without a command. */
    public UsageException missingCommand(ParsedArguments arguments) {
        return new UsageException(
                "no command is named; see " + arguments.innermost().qualifiedName() + " --help");
    }

    /**
     * Returns the help of a command.
     *
     * @param command the names of the command and its parents, the outermost first; empty for the general help
     * @throws UsageException if there is no such command
     */
    public String help(List<String> command) {
        return help(parse(Stream.concat(command.stream(), Stream.of(HELP)).toList()), false);
    }

    /** Returns the help of the command that the arguments name. */
    public String help(ParsedArguments arguments, boolean colours) {
        return arguments
                .innermost()
                .commandLine()
                .getUsageMessage(colours ? Ansi.ON : Ansi.OFF)
                .stripTrailing();
    }

    /** Returns a completion script for bash and zsh. */
    public String completionScript() {
        return AutoComplete.bash(root.getCommandName(), root);
    }

    /** Returns a command and all its subcommands. */
    private static Stream<CommandSpec> withSubcommands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(below -> withSubcommands(below.getCommandSpec())));
    }

    private static List<String> howToQuote(CommandSpec command) {
        return command.positionalParameters().stream().anyMatch(OptionDeclarations::isReference)
                ? List.of(
                        "Quote references: in this shell an unquoted & ends the command, ? and * are globs, and",
                        "# begins a comment. Write ${COMMAND-FULL-NAME} 'https://host/image?a=1&b=2'"
                                + furtherOperands(command))
                : List.of();
    }

    private static String furtherOperands(CommandSpec command) {
        return command.positionalParameters().stream()
                .skip(1)
                .map(operand -> " " + operand.paramLabel())
                .collect(Collectors.joining());
    }

    private static CommandSpec withCommon(CommandSpec spec) {
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
        CommonOptions.declare(spec);
        return spec.addOption(OptionSpec.builder(OptionDeclarations.names(LaunchOption.HELP))
                .type(boolean.class)
                .usageHelp(true)
                .description("Print this help.")
                .build());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.command.LaunchOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help, the version, and the completion script. */
class HelpTest {
    private static final List<String> COMMANDS = List.of(
            "schemes",
            "validate",
            "show",
            "fetch",
            "fetches",
            "plan",
            "prepare",
            "store",
            "store list",
            "store verify",
            "store gc",
            "store why",
            "store remove",
            "run",
            "demo");

    private final Ingot ingot = Ingot.withoutServices(java.time.Duration.ofMillis(1));

    @Test
    void namesEveryCommandAndOption() {
        Ended ended = ingot.run("--help");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("schemes", "validate", "show", "fetch", "fetches", "plan", "prepare", "store", "run", "demo")
                .contains("--json", "--timeout", "-v", "-q", "--home", "--config", "--help", "--version")
                .contains("$INGOT_HOME")
                .doesNotContain("generate-completion");
    }

    @Test
    void ofFetchNamesItsOperandsAndOptions() {
        assertThat(ingot.run("fetch", "--help").out())
                .contains("Usage: ingot fetch [OPTIONS] REF DEST")
                .contains("--checksum", "--digest", "--username", "--password-file", "--token-file", "--allow-html")
                .contains("--no-store", "--require-length", "--segments");
    }

    @Test
    void ofPlanAndPrepareNamesTheirOperandsAndOptions() {
        assertThat(ingot.run("plan", "--help").out())
                .contains("Usage: ingot plan [OPTIONS] INSTANCE_INFO")
                .contains("--strict", "--boot-option", "local, netboot,", "--memory-mb")
                .contains("--architecture", "--checksum", "--node-dir", "--username", "--token-file", "--allow-html")
                .doesNotContain("--clean", "--digest", "--no-store");
        assertThat(ingot.run("prepare", "--help").out())
                .contains("Usage: ingot prepare [OPTIONS] INSTANCE_INFO NODE_DIR")
                .contains("ingot prepare --clean [INSTANCE_INFO] NODE_DIR")
                .contains("--strict", "--digest", "--no-store", "--segments", "--allow-html", "--checksum")
                .doesNotContain("--node-dir");
    }

    @Test
    void ofTheStoreNamesItsCommands() {
        assertThat(ingot.run("store", "--help").out()).contains("list", "verify", "gc", "why", "remove");
        assertThat(ingot.run("store", "remove", "--help").out())
                .contains("Usage: ingot store remove [OPTIONS] SHA256|REF", "--json", "--home");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void isPrintedForEachCommandInEitherOrderWithoutItsOperands(String command) {
        Ended ended = ingot.run((command + " -h").split(" "));

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).startsWith("Usage: ingot " + command);
        assertThat(ingot.run(("--help " + command).split(" "))).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "schemes", "fetch", "prepare", "store", "store why", "run", "demo", "help", "version"})
    void hasExamplesAndExitCodes(String command) {
        String help = ingot.run((command + " --help").strip().split(" ")).out();

        assertThat(help)
                .contains("Examples:\n  ingot " + command)
                .contains(
                        "Exit codes:\n    0  done\n",
                        "   17  CHECKSUM_MISMATCH: ",
                        "   25  UNAVAILABLE: ",
                        "  130  CANCELLED: ");
    }

    @Test
    void optionsBeforeACommandAreThoseOfTheLauncher() {
        Set<String> listed = Pattern.compile("(?m)^ +(?:-[A-Za-z], )?(--[a-z-]+)")
                .matcher(ingot.run("--help").out())
                .results()
                .map(option -> option.group(1))
                .collect(Collectors.toSet());

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LaunchOption.values())
                        .filter(option -> option != LaunchOption.SHELL)
                        .map(LaunchOption::toString)
                        .toList());
        assertThat(ingot.run("run", "--help").out()).contains(" " + LaunchOption.SHELL);
    }

    @Test
    void everyExampleIsAcceptedByTheParser() {
        List<String> examples = Stream.concat(COMMANDS.stream(), Stream.of("", "help", "version"))
                .flatMap(command -> ingot.run((command + " --help").strip().split(" "))
                        .out()
                        .lines())
                .filter(line -> line.startsWith("  ingot "))
                .map(line -> line.strip().substring("ingot".length()).strip())
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(18)
                .allSatisfy(example ->
                        assertThat(ingot.run(example.split(" ")).status()).isNotEqualTo(2));
    }

    @Test
    void isPrintedByTheCommandHelp() {
        assertThat(ingot.run("help")).isEqualTo(ingot.run("--help"));
        assertThat(ingot.run("help", "fetch")).isEqualTo(ingot.run("fetch", "--help"));
        assertThat(ingot.run("help", "store", "why")).isEqualTo(ingot.run("store", "why", "-h"));
        assertThat(ingot.run("help", "fetch", "--json")).isEqualTo(ingot.run("fetch", "--help", "--json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help fecth", "fecth --help", "--help fecth", "help fecth --json"})
    void ofAnUnknownCommandIsAnErrorThatNamesTheNearestOne(String line) {
        Ended ended = ingot.run(line.split(" "));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.all()).contains("fecth; did you mean fetch").doesNotContain("Usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help store whi", "store whi --help"})
    void ofAnUnknownCommandOfTheStoreIsAnErrorAsWell(String line) {
        Ended ended = ingot.run(line.split(" "));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("whi; did you mean why");
    }

    @Test
    void inJsonIsOneObject() {
        assertThat(ingot.run("fetch", "--help", "--json").json()).containsOnlyKeys("help");
    }

    @Test
    void versionNamesThatOfJava() {
        String java = System.getProperty("java.version");

        assertThat(ingot.run("--version").out()).isEqualTo("ingot 1.2.3 (java " + java + ")\n");
        assertThat(ingot.run("version")).isEqualTo(ingot.run("--version"));
        assertThat(ingot.run("version", "--json")).isEqualTo(ingot.run("--version", "--json"));
        assertThat(ingot.run("--version", "--json").json()).isEqualTo(Map.of("version", "1.2.3", "java", java));
    }

    @Test
    void completionHasTheCommandsAndTheirOptions() {
        Ended ended = ingot.run("generate-completion");

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--checksum", "validate", "_picocli_ingot_store_verify");
    }
}

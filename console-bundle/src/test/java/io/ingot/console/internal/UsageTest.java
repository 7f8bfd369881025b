// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid command lines. */
class UsageTest {
    private final Ingot ingot = Ingot.withServices();

    static Stream<Arguments> wrongLines() {
        return Stream.of(
                        "",
                        "--verbose",
                        "show",
                        "show http://a/b http://c/d",
                        "fetch http://a/b",
                        "fetch http://a/b /tmp/a /tmp/b",
                        "schemes http://a/b",
                        "show http://a/b --timeout",
                        "show http://a/b --timeout 0",
                        "show http://a/b --timeout 0.000",
                        "show http://a/b --timeout -1",
                        "show http://a/b --timeout 1e9",
                        "show http://a/b --timeout .",
                        "show http://a/b --timeout NaN",
                        "show http://a/b --timeout 99999999999999999999",
                        "show http://a/b --timeout 1 --timeout 2",
                        "show http://a/b -v -q",
                        "-v show http://a/b -q",
                        "show http://a/b --nonsense",
                        "show http://a/b --json=maybe",
                        "show http://a/b --allow-html",
                        "show http://a/b --checksum sha256:00",
                        "show http://a/b --username joe",
                        "show http://a/b --password-file /dev/null",
                        "show http://a/b --username joe --password-file /dev/null --token-file /dev/null",
                        "show http://a/b --username jo:e --password-file /dev/null",
                        "show http://a/b --config",
                        "show http://a/b --config io.ingot.http/x",
                        "show http://a/b --config x=1",
                        "show http://a/b --config /x=1",
                        "show http://a/b --config io.ingot.http/=1",
                        "show http://a/b --config ~a/x=1",
                        "show http://a/b --config a/b/c=1",
                        "show http://a/b --config =1",
                        "--config io.ingot.glance/password=hush schemes",
                        "show http://a/b --home",
                        "fetch http://a/b /tmp/a --digest !",
                        "plan",
                        "plan a.json b.json",
                        "plan a.json --boot-option disk",
                        "plan a.json --boot-option LOCAL",
                        "plan a.json --memory-mb 0",
                        "plan a.json --memory-mb 8G",
                        "plan a.json --memory-mb 99999999999",
                        "plan a.json --architecture ../../etc",
                        "plan a.json --username joe",
                        "plan a.json --digest sha512",
                        "plan a.json --clean",
                        "plan a.json --node-dir",
                        "prepare",
                        "prepare a.json",
                        "prepare --clean",
                        "prepare a.json node more",
                        "prepare a.json node --segments 0",
                        "prepare a.json node --digest !",
                        "prepare a.json node --node-dir b",
                        "fetch http://a/b /tmp/a --no-store=yes",
                        "fetch http://a/b /tmp/a --segments",
                        "fetch http://a/b /tmp/a --segments 0",
                        "fetch http://a/b /tmp/a --segments -1",
                        "fetch http://a/b /tmp/a --segments 65",
                        "fetch http://a/b /tmp/a --segments 1.5",
                        "fetch http://a/b /tmp/a --segments 4294967300",
                        "fetch http://a/b /tmp/a --segments many",
                        "fetches http://a/b",
                        "store",
                        "store --verbose",
                        "store http://a/b",
                        "store list http://a/b",
                        "store list verify",
                        "store verify extra",
                        "store gc --all",
                        "store why",
                        "store why http://a/b /tmp/a",
                        "store why http://a/b --no-store",
                        "store remove",
                        "store remove http://a/b http://c/d",
                        "store prune",
                        "fetch http://a/b /tmp/a --no-such-option qcow2",
                        "fetch http://a/b /tmp/a --no-such-flag",
                        "no-such-command /tmp/a",
                        "no-such-command --version",
                        "no-such-command schemes",
                        "SHOW http://a/b",
                        "show @/etc/passwd extra",
                        "run --shell=yes",
                        "run extra",
                        "demo --shell")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void areRefusedInText(String line) {
        Ended ended = ingot.run(words(line));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("ingot: ").doesNotContain("Exception", "hush");
        assertThat(ingot.fetcher.requests).isEmpty();
        assertThat(ingot.services.requests).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void areRefusedInJsonIfRequested(String line) {
        Ended ended = ingot.run(
                Stream.concat(Stream.of("--json"), Stream.of(words(line))).toArray(String[]::new));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.error())
                .containsEntry("code", "USAGE")
                .containsEntry("retryable", false)
                .containsEntry("details", List.of());
        assertThat(ended.out()).doesNotContain("hush");
    }

    @Test
    void aDuplicateOptionIsNamed() {
        assertThat(ingot.run("show", "http://a/b", "--timeout", "1", "--timeout", "2")
                        .err())
                .contains("--timeout is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemes -v -v", "schemes -vv", "-v schemes -v", "schemes --verbose --verbose"})
    void verboseMayBeGivenTwice(String line) {
        assertThat(ingot.run(words(line)).status()).isZero();
    }

    @Test
    void noCommandPrintsTheHelpAndFails() {
        Ended ended = ingot.run();

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Usage: ingot").endsWith("ingot: no command is named; see ingot --help\n");
    }

    @Test
    void aMissingOperandIsNamed() {
        assertThat(ingot.run("fetch").err()).isEqualTo("ingot: REF is missing; see ingot fetch --help\n");
        assertThat(ingot.run("fetch", "http://a/b").err())
                .isEqualTo("ingot: DEST is missing; see ingot fetch --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plan --jsn", "--jsn plan", "fetch --jsn", "fetch http://a/b --jsn", "prepare a.json --jsn"})
    void anUnknownOptionIsNamedBeforeAMissingOperand(String line) {
        assertThat(ingot.run(words(line)).err()).startsWith("ingot: unknown option --jsn");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThat(ingot.run("show", "http://a/b", "--timeout").err())
                .isEqualTo("ingot: --timeout takes SECONDS; see ingot show --help\n");
    }

    @Test
    void aMissingOrUnknownCommandOfTheStoreIsNamed() {
        assertThat(ingot.run("store").err())
                .startsWith("Usage: ingot store")
                .endsWith("ingot: no command is named; see ingot store --help\n");
        assertThat(ingot.run("store", "lst").err())
                .isEqualTo("ingot: unknown command lst; did you mean list?; see ingot store --help\n");
        assertThat(ingot.run("store", "why").err()).isEqualTo("ingot: REF is missing; see ingot store why --help\n");
    }

    @Test
    void theRangeOfSegmentsIsNamed() {
        assertThat(ingot.run("fetch", "http://a/b", "/tmp/a", "--segments", "65")
                        .err())
                .isEqualTo("ingot: --segments takes a whole number from 1 to 64\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fecth http://a/b /tmp/a", "fecth http://a/b schemes", "-v fecth store"})
    void aTypoIsAnsweredWithASuggestionOfAnyCommand(String line) {
        assertThat(ingot.run(words(line)).err())
                .isEqualTo("ingot: unknown command fecth; did you mean fetch or fetches?; see ingot --help\n");
    }

    @Test
    void aTypoInAnOptionIsAnsweredWithASuggestion() {
        assertThat(ingot.run("show", "http://a/b", "--tiemout=3").err()).contains("--tiemout", "--timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1", "1.", ".5", "30", "999999999"})
    void secondsMayHaveFractions(String seconds) {
        assertThat(ingot.run("schemes", "--timeout", seconds).status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.ingot.http/connectTimeoutMillis=5",
                "io.ingot.glance~east/endpoint=http://a/?x=y",
                "io.ingot.glance/password=@/run/secret",
                "io.ingot.glance/passwordFile=/run/secret",
                "io.ingot.file/allowedPaths=",
                "io.ingot.fetch/retries=3"
            })
    void validSettingsOfTheLauncherPass(String setting) {
        assertThat(ingot.run("schemes", "--config", setting).status()).isZero();
        assertThat(ingot.run("--config", setting, "schemes", "--config", "a.b/c=d")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.ingot.glance/password=hush",
                "io.ingot.glance/.password=hush",
                "io.ingot.glance/adminPassword=hush",
                "io.ingot.glance/authToken=hush",
                "io.ingot.s3/secretKey=hush",
                "io.ingot.s3~a/SECRET=hush",
                "io.ingot.s3/secretFileKey=hush"
            })
    void aSecretInClearIsRefusedWithoutItsValue(String setting) {
        Ended ended = ingot.run("schemes", "--config", setting);

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains(setting.substring(0, setting.indexOf('=')), "@FILE");
        assertThat(ended.all()).doesNotContain("hush");
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }
}

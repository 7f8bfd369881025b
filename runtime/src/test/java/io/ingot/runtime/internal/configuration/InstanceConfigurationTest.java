// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceConfigurationTest {
    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="o" name="Toy">
                <AD id="retries" type="Integer" min="0" max="9"/>
                <AD id="bytes" type="Long" min="1"/>
                <AD id="ratio" type="Double" min="0.5"/>
                <AD id="on" type="Boolean"/>
                <AD id="mode" type="String"><Option label="A" value="a"/><Option label="B" value="b"/></AD>
                <AD id="endpoint" type="String"/>
                <AD id="paths" type="String" cardinality="2147483647"/>
                <AD id="ports" type="Integer" cardinality="2147483647" min="1"/>
                <AD id=".password" type="Password"/>
              </OCD>
              <Designate pid="io.toy"><Object ocdref="o"/></Designate>
              <Designate factoryPid="io.toys"><Object ocdref="o"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path folder;

    private Path etc;
    private ConfigurationFolder configuration;
    private ConfigurationDefinitions definitions;

    @BeforeEach
    void bundle() throws Exception {
        etc = Files.createDirectory(folder.resolve("etc"));
        configuration = new ConfigurationFolder(etc, Users.trustOf(etc));
        Path jar = folder.resolve("toy.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("OSGI-INF/metatype/toy.xml"));
            entries.write(METATYPE.getBytes(StandardCharsets.UTF_8));
        }
        definitions = ConfigurationDefinitions.ofJars(List.of(jar));
    }

    private InstanceConfiguration.Checked check(String... options) throws LaunchFailure {
        return InstanceConfiguration.of(List.of(options)).check(configuration, definitions);
    }

    private Object value(String target, String property, InstanceConfiguration.Checked checked) {
        Map<String, Object> properties = Objects.requireNonNull(
                checked.byTarget().get(ConfigurationTarget.parse(target)), "no configuration " + target);
        return Objects.requireNonNull(properties.get(property), "no property " + property);
    }

    @Test
    void valuesHaveTheTypesThatMetatypeGivesThem() throws Exception {
        InstanceConfiguration.Checked checked = check(
                "io.toy/retries=3", "io.toy/bytes=4000000000", "io.toy/ratio=0.5", "io.toy/on=true", "io.toy/mode=b");

        assertThat(value("io.toy", "retries", checked)).isEqualTo(3);
        assertThat(value("io.toy", "bytes", checked)).isEqualTo(4_000_000_000L);
        assertThat(value("io.toy", "ratio", checked)).isEqualTo(0.5);
        assertThat(value("io.toy", "on", checked)).isEqualTo(true);
        assertThat(value("io.toy", "mode", checked)).isEqualTo("b");
    }

    @Test
    void listsAreArraysWhoseElementsStayEscaped() throws Exception {
        InstanceConfiguration.Checked checked = check("io.toy/paths=/a\\,b, /c", "io.toy/ports=1,2");

        assertThat(value("io.toy", "paths", checked)).isEqualTo(new String[] {"/a\\,b", "/c"});
        assertThat(value("io.toy", "ports", checked)).isEqualTo(new Integer[] {1, 2});
        assertThat(value("io.toy", "paths", check("io.toy/paths="))).isEqualTo(new String[0]);
    }

    @Test
    void commandLineWinsOverTheFile() throws Exception {
        Files.writeString(etc.resolve("io.toy.cfg"), "retries = 1\nmode = a\n");

        InstanceConfiguration.Checked checked = check("io.toy/retries=2");

        assertThat(value("io.toy", "retries", checked)).isEqualTo(2);
        assertThat(value("io.toy", "mode", checked)).isEqualTo("a");
    }

    @Test
    void instancesOfAFactoryAreSeparate() throws Exception {
        Files.writeString(etc.resolve("io.toys~one.cfg"), "retries = 1\n");

        InstanceConfiguration.Checked checked = check("io.toys~two/retries=2");

        assertThat(value("io.toys~one", "retries", checked)).isEqualTo(1);
        assertThat(value("io.toys~two", "retries", checked)).isEqualTo(2);
        assertThat(checked.pids()).containsExactly("io.toys");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    io.toi/retries=1      | io.toi | did you mean io.toy
                    io.toy/retrys=1       | retrys | did you mean retries
                    io.toy/retries=x      | 'x'    | a whole number, at least 0, at most 9
                    io.toy/retries=10     | '10'   | a whole number, at least 0, at most 9
                    io.toy/retries=-1     | '-1'   | a whole number, at least 0, at most 9
                    io.toy/retries=       | ''     | a whole number, at least 0, at most 9
                    io.toy/bytes=1.5      | '1.5'  | a whole number, at least 1
                    io.toy/bytes=99999999999999999999 | '99999999999999999999' | a whole number
                    io.toy/ratio=0.4      | '0.4'  | a number, at least 0.5
                    io.toy/ratio=NaN      | 'NaN'  | a number, at least 0.5
                    io.toy/on=yes         | 'yes'  | true or false
                    io.toy/mode=c         | 'c'    | one of a, b
                    io.toy/endpoint=a,b   | 'a,b'  | one value
                    io.toy/ports=1,0      | '1,0'  | a whole number, at least 1
                    io.toy~x/retries=1    | ~x     | not a factory
                    io.toys/retries=1     | io.toys | name the instance
                    """)
    void invalidOptionIsNamedWithItsValueAndTheExpectation(String option, String named, String expected) {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> check(option));

        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure)
                .hasMessageContaining(named)
                .hasMessageContaining(expected)
                .hasMessageContaining("--config");
    }

    @Test
    void invalidPropertyNamesItsFile() throws Exception {
        Path file = Files.writeString(etc.resolve("io.toy.cfg"), "retries = many\n");

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, this::check);

        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining("'many'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.unknown.cfg", "io.unknown~one.cfg", "org.jax-rs.cfg"})
    void fileOfAnUnknownPidCausesAWarningAndIsPassedOnAsText(String name) throws Exception {
        Path file = Files.writeString(etc.resolve(name), "retries = many\n");

        InstanceConfiguration.Checked checked = check("io.toy/retries=1");

        assertThat(checked.warnings()).singleElement().asString().contains(file.toString(), "remove the file");
        assertThat(value(name.replace(".cfg", ""), "retries", checked)).isEqualTo("many");
        assertThat(value("io.toy", "retries", checked)).isEqualTo(1);
    }

    @Test
    void malformedFileOfAnUnknownPidCausesOnlyAWarning() throws Exception {
        Files.writeString(etc.resolve("io.unknown.cfg"), "a = 1\na = 2\n");

        assertThat(check().warnings()).hasSize(2).last().asString().contains("duplicate property a");
    }

    @Test
    void fileOfAMisspelledPidNamesTheNearest() throws Exception {
        Files.createFile(etc.resolve("io.toi.cfg"));

        assertThat(check().warnings()).singleElement().asString().contains("did you mean io.toy?");
    }

    @Test
    void unknownPropertyOfAKnownPidIsRefused() throws Exception {
        Files.writeString(etc.resolve("io.toy.cfg"), "retrys = 1\n");

        assertThat(catchThrowableOfType(LaunchFailure.class, this::check))
                .hasMessageContaining("did you mean retries?");
    }

    @Test
    void instanceOfAFactoryMayBeNamedAfterADash() throws Exception {
        Files.writeString(etc.resolve("io.toys-one-two.cfg"), "retries = 1\n");

        InstanceConfiguration.Checked checked = check();

        assertThat(checked.warnings()).isEmpty();
        assertThat(value("io.toys~one-two", "retries", checked)).isEqualTo(1);
    }

    @Test
    void optionMayNameAnInstanceAfterADash() throws Exception {
        Path file = Files.writeString(etc.resolve("io.toys-one.cfg"), "retries = 1\nmode = a\n");
        InstanceConfiguration configurations =
                InstanceConfiguration.of(List.of("io.toys-one/retries=2", "io.toys~one/on=true"));

        for (InstanceConfiguration.Checked checked : List.of(
                configurations.check(configuration, definitions),
                configurations.checkFile(configuration.file(file), definitions))) {
            assertThat(value("io.toys~one", "retries", checked)).isEqualTo(2);
            assertThat(value("io.toys~one", "on", checked)).isEqualTo(true);
            assertThat(value("io.toys~one", "mode", checked)).isEqualTo("a");
        }
        assertThat(catchThrowableOfType(LaunchFailure.class, () -> check("io.toys-one/.password=s3cret")))
                .hasMessageContaining("@FILE")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void twoFilesOfOneInstanceAreRefused() throws Exception {
        Files.writeString(etc.resolve("io.toys-one.cfg"), "retries = 1\n");
        Files.writeString(etc.resolve("io.toys~one.cfg"), "retries = 2\n");

        assertThat(catchThrowableOfType(LaunchFailure.class, this::check))
                .hasMessageContaining("io.toys-one.cfg")
                .hasMessageContaining("io.toys~one.cfg");
    }

    @Test
    void commaOfASingleValueIsWrittenEscaped() throws Exception {
        assertThat(value("io.toy", "endpoint", check("io.toy/endpoint=a\\,b"))).isEqualTo("a,b");
    }

    @Test
    void secretInClearIsAnErrorOfUsageThatDoesNotRepeatIt() {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> check("io.toy/.password=s3cret"));

        assertThat(failure.error()).isEqualTo(CommandError.USAGE);
        assertThat(failure).hasMessageContaining("@FILE").hasMessageNotContaining("s3cret");
    }

    @Test
    void secretFromAFileIsUnchanged() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), " a,b\\,c \n");

        assertThat(value("io.toy", ".password", check("io.toy/.password=@" + file)))
                .isEqualTo(" a,b\\,c ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u:pw@h/p?sig=pw,http://x",
                "http://u:p/w@h,x",
                "http:///u:pw@h,x",
                "http:/u:pw@h,x",
                "u:pw@h,x",
                "http:\\\\u:pw@h,x",
                "http://u%3Apw%40h,x"
            })
    void refusedUrlIsPrintedWithoutItsSecrets(String value) {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> check("io.toy/endpoint=" + value));

        assertThat(failure)
                .hasMessageContaining("***")
                .hasMessageNotContaining("pw")
                .hasMessageNotContaining("/w");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:u:hunter2@h",
                "http:/u:hunter2@h",
                "http:///u:hunter2@h/p",
                "http:u%3Ahunter2%40h",
                "u:hunter2@h",
                "http://u:hun?hunter2@h",
                "http://h/p#hunter2",
                "http://x,http:u:hunter2@h"
            })
    void valueIsPrintedWithoutAPassword(String value) {
        for (String option : List.of("io.toy/retries=" + value, value, value + "=5", "io.toy/" + value + "=5")) {
            assertThat(catchThrowableOfType(LaunchFailure.class, () -> check(option)))
                    .isNotNull()
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void filesAndOptionsOverrideTheDefault() throws Exception {
        InstanceConfiguration configurations =
                InstanceConfiguration.of(List.of()).withDefault("io.toy", "retries", 7);
        ConfigurationTarget toy = ConfigurationTarget.parse("io.toy");

        assertThat(configurations.isEmpty(configuration)).isTrue();
        assertThat(configurations.defaults().byTarget()).isEqualTo(Map.of(toy, Map.of("retries", 7)));
        assertThat(value("io.toy", "retries", configurations.check(configuration, definitions)))
                .isEqualTo(7);
        assertThat(configurations.checkWithoutFile(toy, definitions).byTarget()).containsKey(toy);

        Path file = Files.writeString(etc.resolve("io.toy.cfg"), "paths = /a\n");
        assertThat(value("io.toy", "retries", configurations.check(configuration, definitions)))
                .isEqualTo(7);
        assertThat(value("io.toy", "retries", configurations.checkFile(configuration.file(file), definitions)))
                .isEqualTo(7);

        Files.writeString(file, "retries = 3\n");
        assertThat(value("io.toy", "retries", configurations.check(configuration, definitions)))
                .isEqualTo(3);
        assertThat(value("io.toy", "retries", configurations.checkFile(configuration.file(file), definitions)))
                .isEqualTo(3);

        InstanceConfiguration overridden =
                InstanceConfiguration.of(List.of("io.toy/retries=2")).withDefault("io.toy", "retries", 7);
        assertThat(value("io.toy", "retries", overridden.check(configuration, definitions)))
                .isEqualTo(2);
        assertThat(value("io.toy", "retries", overridden.checkWithoutFile(toy, definitions)))
                .isEqualTo(2);
    }

    @Test
    void withoutFilesTheConfigurationIsEmpty() throws Exception {
        assertThat(InstanceConfiguration.of(List.of()).isEmpty(configuration)).isTrue();

        Files.createFile(etc.resolve("io.toy.cfg"));

        assertThat(InstanceConfiguration.of(List.of()).isEmpty(configuration)).isFalse();
    }

    @Test
    void fileThatIsNotAJarDefinesNothing() throws Exception {
        Path half = Files.writeString(folder.resolve("half.jar"), "PK");

        assertThat(ConfigurationDefinitions.ofJars(List.of(half)).pids()).isEmpty();
    }
}

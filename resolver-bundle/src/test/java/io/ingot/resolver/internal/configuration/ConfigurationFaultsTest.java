// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.client.AbsentService;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeComponents;
import io.ingot.resolver.internal.fake.FakeFramework;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with configurations, as a container holds them: texts for the most part. */
class ConfigurationFaultsTest {
    private static final String METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="o"><AD id="timeoutMillis" type="Long" min="1"/><AD id=".password" type="Password"/></OCD>
              <Designate pid="io.ingot.toy"><Object ocdref="o"/></Designate>
              <Designate factoryPid="io.ingot.toys"><Object ocdref="o"/></Designate>
            </metatype:MetaData>
            """;

    private final FakeFramework framework = new FakeFramework();
    private final ConfigurationFaults faults = new ConfigurationFaults(framework.context());
    private FakeBundle toy;

    @BeforeEach
    void bundle() {
        toy = framework.install("io.ingot.toy").describes(METATYPE);
    }

    @Test
    void invalidValueIsNamedWithItsProperty() {
        framework.configure("io.ingot.toy", Map.of("timeoutMillis", "abc", "service.pid", "io.ingot.toy"));

        assertThat(faults.all())
                .containsExactly(new ConfigurationFault(
                        "io.ingot.toy",
                        "io.ingot.toy",
                        true,
                        "timeoutMillis must be a whole number, at least 1, was 'abc'"));
        assertThat(faults.all().get(0))
                .hasToString("io.ingot.toy/timeoutMillis must be a whole number, at least 1, was 'abc'");
    }

    @Test
    void unknownPropertyIsNamedWithTheNearest() {
        framework.configure("io.ingot.toy", Map.of("timeoutMilis", "5"));

        assertThat(faults.all()).singleElement().satisfies(fault -> {
            assertThat(fault.invalidValue()).isFalse();
            assertThat(fault.text()).contains("timeoutMilis is an unknown property", "did you mean timeoutMillis?");
        });
    }

    @Test
    void validConfigurationWithContainerPropertiesHasNoFault() {
        framework.configure(
                "io.ingot.toy",
                Map.of(
                        "timeoutMillis", "5",
                        ".password", "x",
                        "service.pid", "io.ingot.toy",
                        "felix.fileinstall.filename", "file:/etc/x",
                        "org.apache.karaf.features.configKey", "x"));

        assertThat(faults.all()).isEmpty();
    }

    @Test
    void instanceOfAFactoryIsChecked() {
        framework.configure("io.ingot.toys", "io.ingot.toys~one", Map.of("timeoutMillis", "0"));

        assertThat(faults.all()).extracting(ConfigurationFault::pid).containsExactly("io.ingot.toys~one");
    }

    @Test
    void bundlesOfOthersAreLeftAlone() {
        framework.install("org.toy").describes(METATYPE.replace("io.ingot", "org"));
        framework.configure("org.toy", Map.of("timeoutMillis", "abc"));

        assertThat(faults.all()).isEmpty();
    }

    @Test
    void malformedMetatypeSaysNothing() {
        framework.install("io.ingot.other").describes("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:/etc/passwd'>]><x>&a;</x>");
        framework.configure("io.ingot.other", Map.of("a", "b"));

        assertThat(faults.all()).isEmpty();
    }

    @Test
    void invalidValuesAreListedAndUnknownPropertiesAreWarnings() {
        framework.configure("io.ingot.toy", Map.of("timeoutMillis", "abc", "color", "red"));
        MisconfiguredBundles misconfigured = new MisconfiguredBundles(faults, new FakeComponents().runtime());

        assertThat(misconfigured.list())
                .containsExactly(new AbsentService(
                        "io.ingot.toy",
                        "the configuration is wrong: io.ingot.toy/timeoutMillis must be a whole number, at least 1, was"
                                + " 'abc'"));
        assertThat(misconfigured.warnings())
                .containsExactly("io.ingot.toy/color is an unknown property and has no effect");
    }

    @Test
    void refusalOfTheBundlesOwnCheckIsListed() {
        FakeComponents components = new FakeComponents();
        components.check(toy, "java.lang.IllegalArgumentException: io.ingot.toy/endpoint must be a URL, was 'x'");

        assertThat(new MisconfiguredBundles(faults, components.runtime()).list())
                .containsExactly(new AbsentService(
                        "io.ingot.toy", "the configuration is wrong: io.ingot.toy/endpoint must be a URL, was 'x'"));
    }
}

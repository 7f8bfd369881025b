// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.client.AbsentService;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeComponents;
import io.ingot.resolver.internal.fake.FakeFramework;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class AbsentServicesTest {
    private static final String PACKAGE = "osgi.wiring.package";

    private final FakeFramework framework = new FakeFramework();
    private final FakeComponents components = new FakeComponents();
    private final AbsentServices absentServices =
            new AbsentServices(new Announcements(framework.context()), components.runtime());

    @Test
    void bundlesThatAnnounceNothingOrServeAreNotListed() {
        framework.install("plain");
        framework.install("serving").announces("toy");

        assertThat(absentServices.list(Set.of(2L))).isEmpty();
    }

    @Test
    void statesAreNamed() {
        framework.install("b.stopped").announces("x").state(Bundle.RESOLVED);
        framework.install("a.installed").announces("x").state(Bundle.INSTALLED);
        framework.install("c.starting").announces("x").state(Bundle.STARTING);
        framework.install("d.stopping").announces("x").state(Bundle.STOPPING);

        assertThat(absentServices.list(Set.of()))
                .containsExactly(
                        new AbsentService("a.installed", "not started; start it to see what it needs"),
                        new AbsentService("b.stopped", "not started"),
                        new AbsentService("c.starting", "starting"),
                        new AbsentService("d.stopping", "stopping"));
    }

    @Test
    void missingRequirementIsNamed() {
        framework.install("library").offers(PACKAGE, Map.of(PACKAGE, "here"));
        framework
                .install("toy")
                .announces("x")
                .state(Bundle.INSTALLED)
                .needs(PACKAGE, PACKAGE, "here", Map.of("filter", "(osgi.wiring.package=here)"))
                .needs(PACKAGE, PACKAGE, "gone", Map.of("filter", "(osgi.wiring.package=gone)"))
                .needs(PACKAGE, PACKAGE, "nice", Map.of("filter", "(nice)", "resolution", "optional"))
                .needs("osgi.service", "objectClass", "later", Map.of("filter", "(later)", "effective", "active"));

        assertThat(reason()).isEqualTo("not resolved: nothing installed offers package gone");
    }

    @Test
    void startedBundleWithoutServiceAndComponentIsReported() {
        toy();
        assertThat(reason()).isEqualTo("started, but registers no image service with a well-formed property 'scheme'");
    }

    @Test
    void unsatisfiedReferenceIsNamedByItsService() {
        components.describe(toy()).configuration(configuration -> {
            UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
            missing.name = "http";
            configuration.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
            configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        });
        assertThat(reason()).isEqualTo("component toy lacks io.ingot.httpclient.HttpClient");
    }

    @Test
    void missingConfigurationIsNamed() {
        components.describe(toy());
        assertThat(reason()).isEqualTo("component toy has no configuration io.toy");

        components.configuration(
                configuration -> configuration.state = ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
        assertThat(reason()).isEqualTo("component toy has no configuration io.toy");
    }

    @Test
    void disabledComponentIsNamed() {
        components.describe(toy()).disable();
        assertThat(reason()).isEqualTo("component toy is disabled");
    }

    @Test
    void failedActivationOfARegisteredServiceIsReported() {
        FakeBundle toy = toy();
        components.describe(toy).configuration(configuration -> {
            configuration.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
            configuration.failure = """
                    java.lang.reflect.InvocationTargetException
                    \tat io.toy.Toy
                    Caused by: java.lang.IllegalArgumentException: size must be positive
                    \t... 24 more
                    """;
        });
        assertThat(absentServices.list(Set.of(toy.bundle().getBundleId())))
                .extracting(AbsentService::reason)
                .containsExactly(
                        "component toy failed to start: java.lang.IllegalArgumentException: size must be positive");
    }

    private FakeBundle toy() {
        return framework.install("toy").announces("x");
    }

    private String reason() {
        return absentServices.list(Set.of()).get(0).reason();
    }
}

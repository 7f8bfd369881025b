// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.ToyService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ServiceTrackingTest {
    private final FakeFramework framework = new FakeFramework();
    private final SchemeTable table = new SchemeTable();
    private final List<TrackedService> departed = new ArrayList<>();
    private final ServiceTracking tracking = new ServiceTracking(table, Runnable::run, departed::add);
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServiceTracking.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void readLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveLog() {
        logger.detachAppender(log);
    }

    @Test
    void malformedSchemeIsReportedOnceAndIgnored() {
        FakeService service = come(Map.of("scheme", "not a scheme"));
        service.change("service.ranking", 3);
        tracking.updated(service.getServiceReference());

        assertThat(table.byScheme()).isEmpty();
        assertThat(warnings())
                .containsExactly("toy 1.2.3 registers an image service whose property 'scheme' is malformed:"
                        + " 'not a scheme'");
    }

    @Test
    void missingSchemeIsReportedOnceAndIgnored() {
        FakeService service = come(Map.of());
        tracking.updated(service.getServiceReference());

        assertThat(warnings())
                .containsExactly("toy 1.2.3 registers an image service whose property 'scheme' is missing");
    }

    @Test
    void correctedSchemeIsAnswered() {
        FakeService service = come(Map.of());
        service.change("scheme", "toy");
        tracking.updated(service.getServiceReference());

        assertThat(table.find("toy")).hasSize(1);
    }

    @Test
    void removedSchemeIsNoLongerAnswered() {
        FakeService service = come(Map.of("scheme", new String[] {"one", "two"}));
        service.change("scheme", "two");
        tracking.updated(service.getServiceReference());

        assertThat(table.byScheme()).containsOnlyKeys("two");
        assertThat(departed).isEmpty();
    }

    @Test
    void olderPropertiesThatAreWrittenLastAreReplaced() {
        FakeService service = come(Map.of("scheme", "first"));
        service.change("scheme", "second");
        service.afterReading("scheme", () -> {
            service.change("scheme", "third");
            tracking.updated(service.getServiceReference()); // as on another thread, between reading and writing
        });
        tracking.updated(service.getServiceReference());

        assertThat(table.byScheme()).containsOnlyKeys("third");
    }

    @Test
    void departureDuringTheArrivalCounts() {
        FakeService service =
                framework.register(framework.install("toy"), ToyService.named("toy"), Map.of("scheme", "toy"));
        service.afterReading("scheme", () -> {
            service.unregister();
            tracking.unbind(service.getServiceReference());
        });
        tracking.bind(service);

        assertThat(table.byScheme()).isEmpty();
        assertThat(departed).hasSize(1);
    }

    @Test
    void serviceThatIsBoundTwiceLeavesOnce() {
        FakeService service = come(Map.of("scheme", "toy"));
        tracking.bind(service);
        assertThat(departed).hasSize(1);
        assertThat(table.find("toy")).hasSize(1);
    }

    @Test
    void replacementBoundBeforeOldIsUnboundSurvives() {
        FakeService old = come(Map.of("scheme", "toy"));
        FakeService replacement = come(Map.of("scheme", "toy"));
        old.unregister();
        tracking.unbind(old.getServiceReference());

        assertThat(table.find("toy")).extracting(BoundService::id).containsExactly(id(replacement));
        assertThat(departed).hasSize(1);
    }

    @Test
    void goneSchemesAreRememberedUpToALimit() {
        for (int i = 0; i < SchemeTable.MAX_REMEMBERED + 10; i++) {
            FakeService service = come(Map.of("scheme", "s" + i));
            service.unregister();
            tracking.unbind(service.getServiceReference());
        }
        assertThat(table.lastProvider("s9")).isEmpty();
        assertThat(table.lastProvider("s10")).isPresent();
    }

    @Test
    void takeoverOfASchemeIsReportedWithBothNamesButAnUpdateIsNot() {
        FakeService one = come("one", Map.of("scheme", "toy"));
        one.unregister();
        tracking.unbind(one.getServiceReference());
        FakeService update = come("one", Map.of("scheme", "toy", "service.ranking", 1));
        assertThat(warnings()).isEmpty();

        FakeService other = come("two", Map.of("scheme", new String[] {"toy", "own"}, "service.ranking", 2));
        assertThat(warnings()).singleElement().asString().contains("two 1.2.3", "one 1.2.3", "'toy'");

        update.unregister();
        tracking.unbind(update.getServiceReference());
        come("one", Map.of("scheme", "toy"));
        assertThat(warnings()).hasSize(1);
        other.unregister();
        tracking.unbind(other.getServiceReference());
        assertThat(warnings()).hasSize(2).last().asString().startsWith("the image service of one 1.2.3 takes");
    }

    @Test
    void secondBundleOfOneNameIsReportedWithBothLocations() {
        FakeBundle first = framework.install("one").location("file:/ingot/bundles/one.jar");
        tracking.bind(framework.register(first, ToyService.named("toy"), Map.of("scheme", "toy")));
        FakeBundle second = framework.install("one").location("file:/tmp/one.jar");
        tracking.bind(
                framework.register(second, ToyService.named("toy"), Map.of("scheme", "toy", "service.ranking", 1)));

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("file:/ingot/bundles/one.jar", "file:/tmp/one.jar", "'toy'", "one@LOCATION");
    }

    @Test
    void secondServiceOfOneBundleIsNotReported() {
        FakeBundle bundle = framework.install("one");
        tracking.bind(framework.register(bundle, ToyService.named("toy"), Map.of("scheme", "toy")));
        tracking.bind(
                framework.register(bundle, ToyService.named("toy"), Map.of("scheme", "toy", "service.ranking", 1)));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void changedRankingTakesEffect() {
        come("one", Map.of("scheme", "toy"));
        FakeService two = come("two", Map.of("scheme", "toy"));
        assertThat(warnings()).isEmpty();
        two.change("service.ranking", 9);
        tracking.updated(two.getServiceReference());
        assertThat(warnings()).singleElement().asString().contains("two 1.2.3", "one 1.2.3");
    }

    @Test
    void protectedSchemeIsAnsweredByTrustedBundlesOnlyWhateverTheRanking() {
        tracking.protect(protecting("toy", "one"));
        FakeService one = come("one", Map.of("scheme", "toy"));
        FakeService two = come("two", Map.of("scheme", new String[] {"toy", "own"}, "service.ranking", 99));

        assertThat(table.find("toy")).extracting(BoundService::id).containsExactly(id(one));
        assertThat(table.find("own")).extracting(BoundService::id).containsExactly(id(two));
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("two 1.2.3", "one 1.2.3", "'toy'", "io.ingot.resolver/trustedBundles");

        one.unregister();
        tracking.unbind(one.getServiceReference());
        assertThat(table.find("toy"))
                .as("while its own bundle is updated, neither")
                .isEmpty();
        assertThat(table.refused()).hasSize(1);

        FakeService updated = come("one", Map.of("scheme", "toy"));
        assertThat(table.find("toy")).extracting(BoundService::id).containsExactly(id(updated));
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void changedListOfTrustedBundlesTakesEffectImmediately() {
        FakeService one = come("one", Map.of("scheme", "toy"));
        FakeService two = come("two", Map.of("scheme", "toy", "service.ranking", 99));
        tracking.protect(protecting("toy", "one"));
        assertThat(table.find("toy")).extracting(BoundService::id).containsExactly(id(one));

        tracking.protect(protecting("toy", "one", "two"));
        assertThat(table.find("toy")).extracting(BoundService::id).containsExactly(id(two), id(one));
        assertThat(table.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "one, file:/ingot/bundles/one.jar, true",
        "one@file:/ingot/bundles/one.jar, file:/ingot/bundles/one.jar, true",
        "one@file:/ingot/bundles/, file:/ingot/bundles/one.jar, true",
        "one@mvn:io.ingot/, mvn:io.ingot/one/1.0, true",
        "one@file:/ingot/bundles/, file:/ingot/deploy/one.jar, false",
        "one@file:/ingot/bundles/, file:/ingot/bundles/../deploy/one.jar, false",
        "one@file:/ingot/bundles/, file:/ingot/bundles/%2e%2e/deploy/one.jar, false",
        "one@file:/ingot/bundles, file:/ingot/bundles/one.jar, false",
        "two, file:/ingot/bundles/one.jar, false",
        "on, file:/ingot/bundles/one.jar, false"
    })
    void bundleIsTrustedByItsNameAndLocation(String entry, String location, boolean trusted) {
        tracking.protect(protecting("toy", entry));
        FakeBundle bundle = framework.install("one").location(location);
        tracking.bind(framework.register(bundle, ToyService.named("toy"), Map.of("scheme", "toy")));

        assertThat(table.find("toy")).hasSize(trusted ? 1 : 0);
    }

    private static ProtectedSchemes protecting(String scheme, String... bundles) {
        return new ProtectedSchemes(
                Set.of(scheme),
                Stream.of(bundles)
                        .map(text -> TrustedBundle.parse(text).orElseThrow())
                        .toList());
    }

    private FakeService come(String bundle, Map<String, ?> properties) {
        FakeService service = framework.register(framework.install(bundle), ToyService.named("toy"), properties);
        tracking.bind(service);
        return service;
    }

    private FakeService come(Map<String, ?> properties) {
        return come("toy", properties);
    }

    private static long id(FakeService service) {
        return (Long) service.getServiceReference().getProperty("service.id");
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.fake.ToyService;
import io.ingot.resolver.internal.held.HeldService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ArrivalsTest {
    private final FakeFramework framework = new FakeFramework();
    private final SchemeTable table = new SchemeTable();
    private final List<HeldService> departed = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(table, departed::add);
    private final Logger logger = (Logger) LoggerFactory.getLogger(Arrivals.class);
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
        arrivals.updated(service.getServiceReference());

        assertThat(table.byScheme()).isEmpty();
        assertThat(warnings())
                .containsExactly("toy 1.2.3 registers an image service whose property 'scheme' is malformed:"
                        + " 'not a scheme'");
    }

    @Test
    void missingSchemeIsReportedOnceAndIgnored() {
        FakeService service = come(Map.of());
        arrivals.updated(service.getServiceReference());

        assertThat(warnings())
                .containsExactly("toy 1.2.3 registers an image service whose property 'scheme' is missing");
    }

    @Test
    void schemeThatIsSetRightLaterIsTaken() {
        FakeService service = come(Map.of());
        service.change("scheme", "toy");
        arrivals.updated(service.getServiceReference());

        assertThat(table.find("toy")).hasSize(1);
    }

    @Test
    void schemeThatIsTakenAwayGoes() {
        FakeService service = come(Map.of("scheme", new String[] {"one", "two"}));
        service.change("scheme", "two");
        arrivals.updated(service.getServiceReference());

        assertThat(table.byScheme()).containsOnlyKeys("two");
        assertThat(departed).isEmpty();
    }

    @Test
    void olderPropertiesThatAreWrittenLastDoNotStay() {
        FakeService service = come(Map.of("scheme", "first"));
        service.change("scheme", "second");
        service.afterReading("scheme", () -> {
            service.change("scheme", "third");
            arrivals.updated(service.getServiceReference()); // as on another thread, between reading and writing
        });
        arrivals.updated(service.getServiceReference());

        assertThat(table.byScheme()).containsOnlyKeys("third");
    }

    @Test
    void departureThatIsToldWhileTheArrivalIsNotDoneCounts() {
        FakeService service =
                framework.register(framework.install("toy"), ToyService.named("toy"), Map.of("scheme", "toy"));
        service.afterReading("scheme", () -> {
            service.unregister();
            arrivals.unbind(service.getServiceReference());
        });
        arrivals.bind(service);

        assertThat(table.byScheme()).isEmpty();
        assertThat(departed).hasSize(1);
    }

    @Test
    void serviceThatIsBoundTwiceLeavesOnce() {
        FakeService service = come(Map.of("scheme", "toy"));
        arrivals.bind(service);
        assertThat(departed).hasSize(1);
        assertThat(table.find("toy")).hasSize(1);
    }

    @Test
    void replacementBoundBeforeOldIsUnboundSurvives() {
        FakeService old = come(Map.of("scheme", "toy"));
        FakeService replacement = come(Map.of("scheme", "toy"));
        old.unregister();
        arrivals.unbind(old.getServiceReference());

        assertThat(table.find("toy")).extracting(Bound::id).containsExactly(id(replacement));
        assertThat(departed).hasSize(1);
    }

    @Test
    void schemesThatHaveGoneAreRememberedUpToABound() {
        for (int i = 0; i < SchemeTable.REMEMBERED + 10; i++) {
            FakeService service = come(Map.of("scheme", "s" + i));
            service.unregister();
            arrivals.unbind(service.getServiceReference());
        }
        assertThat(table.seen("s9")).isEmpty();
        assertThat(table.seen("s10")).isPresent();
    }

    private FakeService come(Map<String, ?> properties) {
        FakeService service = framework.register(framework.install("toy"), ToyService.named("toy"), properties);
        arrivals.bind(service);
        return service;
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

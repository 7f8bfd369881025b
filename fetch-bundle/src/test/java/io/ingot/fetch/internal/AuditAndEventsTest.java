// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.fetch.internal.event.FetchEvents;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** The audit log and the events of fetches. */
@Timeout(60)
class AuditAndEventsTest {
    private static final byte[] BYTES = TestEngine.bytes(100_001);

    @TempDir
    Path temporary;

    private TestEngine test;
    private FakeImage image;
    private final FakeEventAdmin events = new FakeEventAdmin();

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
        image = test.image(BYTES).version("1");
        test.engine.listener = new FetchEvents(events);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void auditHasOneLineForEachFetch() throws IOException {
        try (LogLines log = LogLines.named("io.ingot.fetch.audit")) {
            test.fetch(test.request().options(FetchOptions.DEFAULT.requester("nova compute")));
            test.fetch();
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith("INFO who=\"nova compute\" reference=fake://origin/image.img destination=")
                    .contains(
                            "outcome=done",
                            "digest=" + TestEngine.sha256(BYTES),
                            "source=origin",
                            "bytes=" + BYTES.length,
                            "received=" + BYTES.length,
                            "seconds=",
                            "detail=unverified");
            assertThat(log.lines().get(1)).contains("who=- ", "source=store", "received=0");
        }
    }

    @Test
    void auditNamesTheUserButNoSecret() throws IOException {
        try (LogLines log = LogLines.named("io.ingot.fetch.audit")) {
            ImageRequest joes = test.request().image().as(new Credentials.Password("joe", Secret.of("hush")));
            image.thenShows(Faults.failing(ErrorCode.NOT_AUTHORIZED));
            test.failure(FetchRequest.of(joes, test.destination()));
            assertThat(log.lines()).singleElement().asString().contains("who=joe ", "outcome=not_authorized");
            assertThat(log.lines()).noneMatch(line -> line.contains("hush"));
        }
    }

    @Test
    void auditLineCannotBeForged() throws IOException {
        try (LogLines log = LogLines.named("io.ingot.fetch.audit")) {
            test.fetch(test.request().options(FetchOptions.DEFAULT.requester("joe\nINFO who=\"root\" \u2028x")));
            assertThat(log.lines()).singleElement().asString().startsWith("INFO who=\"joe?INFO who=\\\"root\\\" ?x\" ");
        }
    }

    @Test
    void startAndEndArePublished() throws IOException {
        test.fetch();
        assertThat(events.topics())
                .filteredOn(topic -> !topic.endsWith("PROGRESS"))
                .containsExactly("io/ingot/fetch/STARTED", "io/ingot/fetch/DONE");
        Event done = events.posted.stream().reduce((first, second) -> second).orElseThrow();
        assertThat(done.getProperty("reference")).isEqualTo(TestEngine.REFERENCE);
        assertThat(done.getProperty("size")).isEqualTo((long) BYTES.length);
        assertThat(done.getProperty("source")).isEqualTo("ORIGIN");
        assertThat((String[]) done.getProperty("digests"))
                .contains(TestEngine.sha256(BYTES).toString());
    }

    @Test
    void failureIsPublishedWithItsCode() throws IOException {
        image.thenShows(Faults.failing(ErrorCode.NOT_FOUND));
        test.failure();
        Event failed = events.posted.stream().reduce((first, second) -> second).orElseThrow();
        assertThat(failed.getTopic()).isEqualTo("io/ingot/fetch/FAILED");
        assertThat(failed.getProperty("code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void progressIsPublishedWithTypesOfTheJdk() throws Exception {
        image.thenReads(Faults.stallAfter(1000, new CountDownLatch(1)));
        Fetch fetch = test.engine.fetch(test.request());
        await().until(() -> events.topics().contains("io/ingot/fetch/PROGRESS"));
        fetch.cancel();
        await().until(() -> events.topics().contains("io/ingot/fetch/FAILED"));
        for (Event event : events.posted) {
            assertThat(Arrays.stream(event.getPropertyNames()).map(event::getProperty))
                    .allMatch(value -> value.getClass().getClassLoader() == null);
        }
    }

    @Test
    void failureOfEventAdminDoesNotEndAFetch() throws IOException {
        events.broken = true;
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    private static final class FakeEventAdmin implements EventAdmin {
        final Queue<Event> posted = new ConcurrentLinkedQueue<>();
        volatile boolean broken;

        @Override
        public void postEvent(Event event) {
            if (broken) {
                throw new IllegalStateException("the service has been unregistered");
            }
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("an event that is sent would hold up the fetch");
        }

        List<String> topics() {
            return posted.stream().map(Event::getTopic).toList();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.ToyService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class WaitingTest {
    private static final Map<String, Object> LONG = Map.of("waitMillis", 600_000L);
    private static final Map<String, Object> SHORT = Map.of("waitMillis", 20L);

    @Test
    void goneSchemeIsWaitedForAndItsReplacementAnswers() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            fixture.uninstall(fixture.register("toy", ToyService.named("old")));
            CallerThread<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();

            fixture.register("toy", ToyService.named("new"));

            assertThat(asking.answer().version()).contains("new");
        }
    }

    @Test
    void announcedSchemeIsWaitedFor() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            FakeBundle bundle =
                    fixture.framework.install("toy.late").state(Bundle.RESOLVED).announces("late");
            CallerThread<ImageInfo> asking = ask(fixture, "late:image");
            asking.awaitWaiting();

            fixture.register(bundle.state(Bundle.ACTIVE), ToyService.named("late"), Map.of("scheme", "late"));

            assertThat(asking.answer().version()).contains("late");
        }
    }

    @Test
    void goneSchemeIsARetryableFailureWithARemedy() {
        try (ResolverFixture fixture = new ResolverFixture(SHORT)) {
            fixture.uninstall(fixture.register("toy", ToyService.named("old")));

            assertThatThrownBy(() -> fixture.show("toy:image"))
                    .isInstanceOfSatisfying(ImageException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                        assertThat(e.retryable()).isTrue();
                        assertThat(e.service()).contains("toy.toy 1.2.3");
                    })
                    .hasMessage(
                            "the image service for 'toy' was registered by toy.toy 1.2.3 and is gone; install or start"
                                    + " its bundle again; waited for 20 ms"
                                    + " (io.ingot.resolver/waitMillis), try again later");
        }
    }

    @Test
    void failureForAnAnnouncedSchemeStatesWhyItIsMissing() {
        try (ResolverFixture fixture = new ResolverFixture(SHORT)) {
            fixture.framework.install("toy.stopped").state(Bundle.RESOLVED).announces("stopped");

            assertThatThrownBy(() -> fixture.show("stopped:image"))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageContaining("'stopped' of the bundle toy.stopped is not running: not started");
        }
    }

    @Test
    void uninstalledBundleAnnouncesNothing() {
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            fixture.framework.install("toy.gone").announces("gone").state(Bundle.UNINSTALLED);

            assertThatThrownBy(() -> fixture.show("gone:image"))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME));
        }
    }

    @Test
    void endOfTheCallEndsTheWait() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            fixture.uninstall(fixture.register("toy", ToyService.named("old")));
            CallerThread<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();

            asking.call().cancel("enough");

            assertThat(asking.failure())
                    .hasMessage("enough")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void endOfTheResolverEndsTheWaitRetryably() throws Exception {
        CallerThread<ImageInfo> asking;
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            fixture.uninstall(fixture.register("toy", ToyService.named("old")));
            asking = ask(fixture, "toy:image");
            asking.awaitWaiting();
        }
        assertThat(asking.failure().retryable()).isTrue();
        assertThat(asking.failure()).hasMessageContaining("io.ingot.resolver is stopping");
    }

    @Test
    void serviceThatIsBoundAfterTheCloseIsReleased() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(SHORT)) {
            fixture.resolver.deactivate();
            FakeService late = fixture.register("toy", ToyService.named("late"));
            assertThat(fixture.resolver.schemes()).isEmpty();
            assertThat(late.held()).isZero();
        }
    }

    @Test
    void serviceOfAnotherSchemeDoesNotEndTheWait() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture(LONG)) {
            fixture.uninstall(fixture.register("toy", ToyService.named("old")));
            CallerThread<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();
            fixture.register("other", ToyService.named("other"));
            asking.awaitWaiting();
            fixture.register("toy", ToyService.named("new"));

            assertThat(asking.answer().version()).contains("new");
        }
    }

    private static CallerThread<ImageInfo> ask(ResolverFixture fixture, String reference) {
        return CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request(reference), call));
    }
}

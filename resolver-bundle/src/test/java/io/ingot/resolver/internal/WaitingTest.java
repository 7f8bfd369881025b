// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.fake.Somebody;
import io.ingot.testing.service.ToyService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class WaitingTest {
    private static final Map<String, Object> LONG = Map.of("waitMillis", 600_000L);
    private static final Map<String, Object> SHORT = Map.of("waitMillis", 20L);

    @Test
    void schemeThatWasHereIsWaitedForAndItsReplacementAnswers() throws Exception {
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            fixture.uninstall(fixture.come("toy", ToyService.named("old")));
            Somebody<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();

            fixture.come("toy", ToyService.named("new"));

            assertThat(asking.answer().version()).contains("new");
        }
    }

    @Test
    void announcedSchemeIsWaitedFor() throws Exception {
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            FakeBundle bundle =
                    fixture.framework.install("toy.late").state(Bundle.RESOLVED).announces("late");
            Somebody<ImageInfo> asking = ask(fixture, "late:image");
            asking.awaitWaiting();

            fixture.come(bundle.state(Bundle.ACTIVE), ToyService.named("late"), Map.of("scheme", "late"));

            assertThat(asking.answer().version()).contains("late");
        }
    }

    @Test
    void schemeThatHasGoneIsARetryableFailureThatSaysWhatToDo() {
        try (DoorFixture fixture = new DoorFixture(SHORT)) {
            fixture.uninstall(fixture.come("toy", ToyService.named("old")));

            assertThatThrownBy(() -> fixture.show("toy:image"))
                    .isInstanceOfSatisfying(ImageException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                        assertThat(e.retryable()).isTrue();
                        assertThat(e.service()).contains("toy.toy 1.2.3");
                    })
                    .hasMessage(
                            "the image service for 'toy' was here, from toy.toy 1.2.3, and has gone: install or start"
                                    + " its bundle again; waited for 20 ms (io.ingot.resolver/waitMillis), try again later");
        }
    }

    @Test
    void announcedSchemeThatDoesNotComeIsAFailureThatSaysWhy() {
        try (DoorFixture fixture = new DoorFixture(SHORT)) {
            fixture.framework.install("toy.stopped").state(Bundle.RESOLVED).announces("stopped");

            assertThatThrownBy(() -> fixture.show("stopped:image"))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageContaining("'stopped' of the bundle toy.stopped is not there: not started");
        }
    }

    @Test
    void uninstalledBundleAnnouncesNothing() {
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            fixture.framework.install("toy.gone").announces("gone").state(Bundle.UNINSTALLED);

            assertThatThrownBy(() -> fixture.show("gone:image"))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME));
        }
    }

    @Test
    void endOfTheCallEndsTheWait() throws Exception {
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            fixture.uninstall(fixture.come("toy", ToyService.named("old")));
            Somebody<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();

            asking.call().cancel("enough");

            assertThat(asking.failure())
                    .hasMessage("enough")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void endOfTheDoorEndsTheWaitRetryably() throws Exception {
        Somebody<ImageInfo> asking;
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            fixture.uninstall(fixture.come("toy", ToyService.named("old")));
            asking = ask(fixture, "toy:image");
            asking.awaitWaiting();
        }
        assertThat(asking.failure().retryable()).isTrue();
        assertThat(asking.failure()).hasMessageContaining("io.ingot.resolver is stopping");
    }

    @Test
    void serviceThatComesAfterTheDoorWasClosedIsGivenBack() throws Exception {
        try (DoorFixture fixture = new DoorFixture(SHORT)) {
            fixture.door.deactivate();
            FakeService late = fixture.come("toy", ToyService.named("late"));
            assertThat(fixture.door.schemes()).isEmpty();
            assertThat(late.held()).isZero();
        }
    }

    @Test
    void serviceOfAnotherSchemeDoesNotEndTheWait() throws Exception {
        try (DoorFixture fixture = new DoorFixture(LONG)) {
            fixture.uninstall(fixture.come("toy", ToyService.named("old")));
            Somebody<ImageInfo> asking = ask(fixture, "toy:image");
            asking.awaitWaiting();
            fixture.come("other", ToyService.named("other"));
            asking.awaitWaiting();
            fixture.come("toy", ToyService.named("new"));

            assertThat(asking.answer().version()).contains("new");
        }
    }

    private static Somebody<ImageInfo> ask(DoorFixture fixture, String reference) {
        return Somebody.asks(call -> fixture.door.show(DoorFixture.request(reference), call));
    }
}

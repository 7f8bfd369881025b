// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.Somebody;
import io.ingot.testing.service.ToyService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

class FailureTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void policyIsAskedFirstAndNothingElseAfterItsRefusal() {
        DoorFixture.Policy refusing = new DoorFixture.Policy() {
            @Override
            public void checkReference(ImageReference reference) throws ImageException {
                throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "no " + reference.scheme());
            }
        };
        try (DoorFixture fixture = new DoorFixture(Map.of(), refusing)) {
            fixture.come("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "unasked")));

            ImageException refusal = assertThatFailure(() -> fixture.show("toy:image"))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY)
                    .failure();
            assertThat(refusal.service()).as("no service took part").isEmpty();
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void serviceErrorIsDetachedWithAllThatItSays() {
        ImageException original = new ImageException(
                        ErrorCode.TRANSFER_FAILED, "busy", new IllegalStateException("inside"))
                .withRetryAfter(Duration.ofHours(1))
                .withDetails(List.of("first", "second"));
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", failing(original));

            ImageException seen =
                    assertThatFailure(() -> fixture.show("toy:image")).failure();

            assertThat(seen).isNotSameAs(original).hasMessage("busy").hasNoCause();
            assertThat(seen.retryAfter()).contains(Duration.ofHours(1));
            assertThat(seen.details()).containsExactly("first", "second");
            assertThat(seen.service()).contains("toy.toy 1.2.3");
        }
    }

    @Test
    void aServiceCannotBlameAnother() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "gone").withService("io.other 9")));

            assertThat(assertThatFailure(() -> fixture.show("toy:image"))
                            .failure()
                            .service())
                    .contains("toy.toy 1.2.3");
        }
    }

    @Test
    void whatMayPassIsAskedAgainABoundedNumberOfTimes() {
        try (DoorFixture fixture = new DoorFixture(Map.of("retries", 2))) {
            fixture.come("toy", failing(new ImageException(ErrorCode.TRANSFER_FAILED, "reset")));

            assertThatFailure(() -> fixture.show("toy:image")).hasMessage("reset");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void whatHasPassedIsAnswered() throws Exception {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", ToyService.showing((request, call) -> {
                if (asked.incrementAndGet() < 3) {
                    throw new ImageException(ErrorCode.TRANSFER_FAILED, "reset");
                }
                return ImageInfo.builder().version("third").build();
            }));

            assertThat(fixture.show("toy:image").version()).contains("third");
        }
    }

    @Test
    void whatWillNotPassIsAskedOnce() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "no such image")));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.NOT_FOUND);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void changedSettingsHoldForTheNextRequest() {
        try (DoorFixture fixture = new DoorFixture(Map.of("retries", 0))) {
            fixture.come("toy", failing(new ImageException(ErrorCode.TRANSFER_FAILED, "reset")));
            fixture.door.modified(FakeConfig.with(Map.of("retries", 1, "retryPauseMillis", 1L)));

            assertThatFailure(() -> fixture.show("toy:image"));

            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatIsNoImageExceptionIsADefectOfTheBundle() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", failing(new IllegalStateException("secret-ish detail")));

            assertThatFailure(() -> fixture.show("toy:image"))
                    .hasNoCause()
                    .hasMessage("the image service of toy.toy 1.2.3, showing toy:image, threw"
                            + " java.lang.IllegalStateException; the log has the trace")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.INTERNAL);
        }
    }

    @Test
    void cancellationByTheServiceItselfIsADefectToo() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", failing(new CancellationException("nobody asked for it")));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.INTERNAL);
        }
    }

    @Test
    void errorOfTheServiceIsADefectToo() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", ToyService.showing((request, call) -> {
                throw new NoClassDefFoundError("io/toy/Missing");
            }));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.INTERNAL);
        }
    }

    @Test
    void nullIsADefectToo() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", ToyService.showing((request, call) -> null));

            assertThatFailure(() -> fixture.show("toy:image"))
                    .hasMessage("the image service of toy.toy 1.2.3, showing toy:image, answered null");
        }
    }

    @Test
    void componentThatCannotBeActivatedIsAMatterOfConfiguration() {
        try (DoorFixture fixture = new DoorFixture()) {
            FakeBundle bundle = fixture.framework.install("toy.toy");
            fixture.door.bindService(fixture.framework.register(bundle, () -> null, Map.of("scheme", "toy")));
            fixture.components.describe(bundle).configuration(configuration -> {
                configuration.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
                configuration.failure = "java.lang.IllegalArgumentException: size must be positive, was -5";
            });

            assertThatFailure(() -> fixture.show("toy:image"))
                    .hasMessage("the image service of toy.toy 1.2.3 does not start: component toy failed to start:"
                            + " java.lang.IllegalArgumentException: size must be positive, was -5")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        }
    }

    @Test
    void serviceThatDoesNotAnswerIsGivenUpRetryably() {
        CountDownLatch end = new CountDownLatch(1);
        try (DoorFixture fixture = new DoorFixture(Map.of("showTimeoutMillis", 30L, "retries", 0))) {
            fixture.come("toy", hanging(end));

            ImageException seen =
                    assertThatFailure(() -> fixture.show("toy:image")).failure();

            assertThat(seen.retryable()).isTrue();
            assertThat(seen)
                    .hasMessage("toy.toy 1.2.3 did not answer within 30 ms (io.ingot.resolver/showTimeoutMillis)")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.TRANSFER_FAILED);
            end.countDown();
        }
    }

    @Test
    void callersOwnDeadlineIsTimedOut() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (DoorFixture fixture = new DoorFixture();
                Call call = Call.within(Duration.ofMillis(30))) {
            fixture.come("toy", hanging(end));

            ImageException seen = Somebody.asks(own -> fixture.door.show(DoorFixture.request("toy:image"), call))
                    .failure();

            assertThat(seen.code()).isEqualTo(ErrorCode.TIMED_OUT);
            end.countDown();
        }
    }

    @Test
    void interruptedCallerLeavesWithItsFlagSet() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.come("toy", hanging(end));
            Somebody<Boolean> asking = Somebody.asks(call -> {
                ImageException seen =
                        assertThatFailure(() -> fixture.show("toy:image")).failure();
                return seen.code() == ErrorCode.CANCELLED
                        && Thread.currentThread().isInterrupted();
            });
            asking.awaitWaiting().thread().interrupt();

            assertThat(asking.answer()).isTrue();
            end.countDown();
        }
    }

    private ToyService failing(Exception failure) {
        return ToyService.showing((request, call) -> {
            asked.incrementAndGet();
            if (failure instanceof ImageException known) {
                throw known;
            }
            throw (RuntimeException) failure;
        });
    }

    private static ToyService hanging(CountDownLatch end) {
        return ToyService.showing((request, call) -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return ImageInfo.builder().build();
        });
    }
}

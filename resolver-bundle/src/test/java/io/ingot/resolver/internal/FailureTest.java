// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeBundle;
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
    private final AtomicInteger queries = new AtomicInteger();

    @Test
    void refusalOfThePolicyPreventsTheQuery() {
        ResolverFixture.Policy refusing = new ResolverFixture.Policy() {
            @Override
            public void checkReference(ImageReference reference) throws ImageException {
                throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "no " + reference.scheme());
            }
        };
        try (ResolverFixture fixture = new ResolverFixture(Map.of(), refusing)) {
            fixture.register("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "unasked")));

            ImageException refusal = assertThatFailure(() -> fixture.show("toy:image"))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY)
                    .failure();
            assertThat(refusal.service()).as("no service took part").isEmpty();
            assertThat(queries).hasValue(0);
        }
    }

    @Test
    void serviceErrorIsDetachedWithAllItsFacts() {
        ImageException original = new ImageException(
                        ErrorCode.TRANSFER_FAILED, "busy", new IllegalStateException("inside"))
                .withRetryAfter(Duration.ofHours(1))
                .withDetails(List.of("first", "second"));
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", failing(original));

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
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "gone").withService("io.other 9")));

            assertThat(assertThatFailure(() -> fixture.show("toy:image"))
                            .failure()
                            .service())
                    .contains("toy.toy 1.2.3");
        }
    }

    @Test
    void retryableFailureIsRetriedALimitedNumberOfTimes() {
        try (ResolverFixture fixture = new ResolverFixture(Map.of("retries", 2))) {
            fixture.register("toy", failing(new ImageException(ErrorCode.TRANSFER_FAILED, "reset")));

            assertThatFailure(() -> fixture.show("toy:image")).hasMessage("reset");
            assertThat(queries).hasValue(3);
        }
    }

    @Test
    void laterAttemptMaySucceed() throws Exception {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", ToyService.showing((request, call) -> {
                if (queries.incrementAndGet() < 3) {
                    throw new ImageException(ErrorCode.TRANSFER_FAILED, "reset");
                }
                return ImageInfo.builder().version("third").build();
            }));

            assertThat(fixture.show("toy:image").version()).contains("third");
        }
    }

    @Test
    void otherFailureIsNotRetried() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", failing(new ImageException(ErrorCode.NOT_FOUND, "no such image")));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.NOT_FOUND);
            assertThat(queries).hasValue(1);
        }
    }

    @Test
    void changedSettingsApplyToTheNextRequest() {
        try (ResolverFixture fixture = new ResolverFixture(Map.of("retries", 0))) {
            fixture.register("toy", failing(new ImageException(ErrorCode.TRANSFER_FAILED, "reset")));
            fixture.resolver.modified(FakeConfig.with(Map.of("retries", 1, "retryPauseMillis", 1L)));

            assertThatFailure(() -> fixture.show("toy:image"));

            assertThat(queries).hasValue(2);
        }
    }

    @Test
    void otherExceptionIsADefectOfTheBundle() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", failing(new IllegalStateException("secret-ish detail")));

            assertThatFailure(() -> fixture.show("toy:image"))
                    .hasNoCause()
                    .hasMessage("the image service of toy.toy 1.2.3, showing toy:image, threw"
                            + " java.lang.IllegalStateException; the log has the trace")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.INTERNAL);
        }
    }

    @Test
    void cancellationExceptionOfTheServiceIsADefect() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", failing(new CancellationException("not requested")));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.INTERNAL);
        }
    }

    @Test
    void errorOfTheServiceIsADefect() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", ToyService.showing((request, call) -> {
                throw new NoClassDefFoundError("io/toy/Missing");
            }));

            assertThatFailure(() -> fixture.show("toy:image")).hasCode(ErrorCode.INTERNAL);
        }
    }

    @Test
    void nullIsADefect() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", ToyService.showing((request, call) -> null));

            assertThatFailure(() -> fixture.show("toy:image"))
                    .hasMessage("the image service of toy.toy 1.2.3, showing toy:image, returned null");
        }
    }

    @Test
    void failedActivationIsAnInvalidConfiguration() {
        try (ResolverFixture fixture = new ResolverFixture()) {
            FakeBundle bundle = fixture.framework.install("toy.toy");
            fixture.resolver.bindService(fixture.framework.register(bundle, () -> null, Map.of("scheme", "toy")));
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
    void serviceThatDoesNotAnswerIsARetryableFailure() {
        CountDownLatch end = new CountDownLatch(1);
        try (ResolverFixture fixture = new ResolverFixture(Map.of("showTimeoutMillis", 30L, "retries", 0))) {
            fixture.register("toy", hanging(end));

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
    void deadlineOfTheCallerIsTimedOut() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ResolverFixture fixture = new ResolverFixture();
                Call call = Call.within(Duration.ofMillis(30))) {
            fixture.register("toy", hanging(end));

            ImageException seen = CallerThread.start(
                            own -> fixture.resolver.show(ResolverFixture.request("toy:image"), call))
                    .failure();

            assertThat(seen.code()).isEqualTo(ErrorCode.TIMED_OUT);
            end.countDown();
        }
    }

    @Test
    void interruptedCallerKeepsItsFlag() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ResolverFixture fixture = new ResolverFixture()) {
            fixture.register("toy", hanging(end));
            CallerThread<Boolean> asking = CallerThread.start(call -> {
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
            queries.incrementAndGet();
            if (failure instanceof ImageException expected) {
                throw expected;
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

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.AttemptListener;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.testing.service.ToyService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class LimitsTest {
    private final ResolverFixture fixture = new ResolverFixture(Map.of("retries", 2, "waitMillis", 60_000L));
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        end.countDown();
        fixture.close();
    }

    @Test
    void eachAttemptOfASilentServiceTimesOutAndIsReported() {
        fixture.register("toy", silent());

        ImageException failure =
                assertThatFailure(() -> show(limits(Duration.ofMillis(20), 1))).failure();

        assertThat(failure)
                .hasMessage("toy.toy 1.2.3 did not answer within 20 ms (a/property)")
                .extracting(ImageException::code)
                .isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(events)
                .containsExactly(
                        "asking toy:image, 2 left", "failed: " + failure.getMessage(), "asking toy:image, 1 left");
    }

    @Test
    void silentServiceIsQueriedOnceWithoutRetries() {
        fixture.register("toy", silent());

        assertThatFailure(() -> show(limits(Duration.ofMillis(500), 0)));

        assertThat(asked).hasValue(1);
    }

    @Test
    void retriesOfTheResolverLimitThoseOfARequest() {
        fixture.register("toy", failing());

        assertThatFailure(() -> show(limits(Duration.ofMinutes(1), 100)));

        assertThat(asked).hasValue(3);
    }

    @Test
    void timeoutOfTheResolverLimitsThatOfARequest() {
        fixture.resolver.modified(FakeConfig.with(Map.of("showTimeoutMillis", 20L)));
        fixture.register("toy", silent());

        assertThatFailure(() -> show(limits(Duration.ofMinutes(1), 0)))
                .hasMessage("toy.toy 1.2.3 did not answer within 20 ms (io.ingot.resolver/showTimeoutMillis)");
    }

    @Test
    void waitForAServiceIsReported() throws Exception {
        FakeBundle bundle =
                fixture.framework.install("toy.toy").state(Bundle.RESOLVED).announces("toy");
        CallerThread<ImageInfo> asking = CallerThread.start(call ->
                fixture.resolver.show(ResolverFixture.request("toy:image"), limits(Duration.ofMinutes(1), 0), call));
        asking.awaitWaiting();
        assertThat(events).containsExactly("waiting for toy");

        fixture.register(bundle.state(Bundle.ACTIVE), ToyService.named("late"), Map.of("scheme", "toy"));

        assertThat(asking.answer().version()).contains("late");
    }

    private AttemptLimits limits(Duration timeout, int retries) {
        return new AttemptLimits(timeout, "a/property", retries, new AttemptListener() {
            @Override
            public void waiting(ImageReference reference) {
                events.add("waiting for " + reference.scheme());
            }

            @Override
            public void asking(ImageReference reference, int remaining) {
                events.add("asking " + reference + ", " + remaining + " left");
            }

            @Override
            public void failed(ImageException failure) {
                events.add("failed: " + failure.getMessage());
            }
        });
    }

    private ToyService silent() {
        return ToyService.showing((request, call) -> {
            asked.incrementAndGet();
            awaitEnd();
            return ImageInfo.builder().build();
        });
    }

    private ToyService failing() {
        return ToyService.showing((request, call) -> {
            asked.incrementAndGet();
            throw new ImageException(ErrorCode.TRANSFER_FAILED, "reset");
        });
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void show(AttemptLimits limits) throws ImageException {
        try (Call call = Call.start()) {
            fixture.resolver.show(ResolverFixture.request("toy:image"), limits, call);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import io.ingot.image.spi.ImageService;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.fake.Somebody;
import io.ingot.testing.service.ToyService;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrackedServiceTest {
    private final FakeFramework framework = new FakeFramework();
    private final ToyService toy = ToyService.named("toy");

    @Test
    void twoWhoGetItAtOnceHoldItOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        FakeService registered = framework.register(
                framework.install("toy"),
                () -> {
                    try {
                        both.await(30, TimeUnit.SECONDS);
                        return toy;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                Map.of());
        TrackedService service = held(registered);
        Somebody<ImageService> one = Somebody.asks(call -> service.object().orElseThrow());
        Somebody<ImageService> other = Somebody.asks(call -> service.object().orElseThrow());

        assertThat(one.answer()).isSameAs(toy).isSameAs(other.answer());
        assertThat(registered.got()).isEqualTo(2);
        assertThat(registered.held()).isOne();
        service.leave().run();
        assertThat(registered.held()).isZero();
    }

    @Test
    void afterItsDepartureNothingBegins() {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        service.leave().run();
        try (Call call = Call.start()) {
            assertThat(code(service::object)).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(code(() -> service.leash(Origin.ofScheme("toy"), call))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(code(() -> service.lend(() -> {}))).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void departureEndsWorkThenRecallsTheYoungestFirstAndGivesBackAtLast() throws Exception {
        List<String> order = new ArrayList<>();
        FakeService registered = framework.register(framework.install("toy"), toy, Map.of());
        TrackedService service = held(registered);
        service.object();
        service.lend(() -> order.add("source, held by " + registered.held()));
        service.lend(() -> order.add("stream"));
        try (Call call = Call.start();
                LinkedCall leash = service.leash(Origin.ofScheme("toy"), call)) {
            leash.call().onCancel(() -> order.add("work"));

            service.leave().run();

            assertThat(leash.ending().orElseThrow().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(call.ended()).isFalse();
        }
        assertThat(order).containsExactly("work", "stream", "source, held by 1");
        assertThat(registered.held()).isZero();
    }

    @Test
    void whatIsBackIsNotRecalled() throws Exception {
        List<String> recalled = new ArrayList<>();
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        Revocable loan = () -> recalled.add("loan");
        service.lend(loan);
        service.forget(loan);
        try (Call call = Call.start()) {
            LinkedCall leash = service.leash(Origin.ofScheme("toy"), call);
            leash.call().onCancel(() -> recalled.add("leash"));
            leash.close();
        }
        service.leave().run();

        assertThat(recalled).isEmpty();
    }

    @Test
    void closedLeashIsHeldByNobody() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.within(Duration.ofHours(1))) {
            WeakReference<LinkedCall> leash = closedLeash(service, call);

            await().until(() -> {
                System.gc();
                return leash.get() == null;
            });
            assertThat(call.ended()).isFalse();
            service.check();
        }
    }

    private static WeakReference<LinkedCall> closedLeash(TrackedService service, Call call) throws ImageException {
        try (LinkedCall leash = service.leash(Origin.ofScheme("toy"), call, bound(Duration.ofMinutes(1)))) {
            return new WeakReference<>(leash);
        }
    }

    @Test
    void boundOfALeashIsTheShorterOfBoth() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.within(Duration.ofMinutes(1));
                LinkedCall shorter = service.leash(Origin.ofScheme("toy"), call, bound(Duration.ofSeconds(1)));
                LinkedCall longer = service.leash(Origin.ofScheme("toy"), call, bound(Duration.ofHours(1)))) {
            assertThat(shorter.call().remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(longer.call().remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void leashOnACallThatHasEndedHasEnded() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.start()) {
            call.cancel("enough");
            try (LinkedCall leash = service.leash(Origin.ofScheme("toy"), call)) {
                assertThat(leash.ended()).isTrue();
                assertThat(leash.ending().orElseThrow()).hasMessage("enough");
            }
        }
    }

    private static TrackedService held(FakeService registered) {
        return new TrackedService(Provider.of(registered.bundle().bundle()), registered, Runnable::run);
    }

    private static ErrorCode code(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(ImageException.class, work).code();
    }

    private static CallBound bound(Duration limit) {
        return new CallBound(limit, "a/property");
    }
}

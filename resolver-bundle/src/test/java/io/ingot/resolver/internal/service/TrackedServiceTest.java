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
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
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
    void concurrentFirstUsesObtainOneObject() throws Exception {
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
        CallerThread<ImageService> one =
                CallerThread.start(call -> service.object().orElseThrow());
        CallerThread<ImageService> other =
                CallerThread.start(call -> service.object().orElseThrow());

        assertThat(one.answer()).isSameAs(toy).isSameAs(other.answer());
        assertThat(registered.got()).isEqualTo(2);
        assertThat(registered.held()).isOne();
        service.leave().run();
        assertThat(registered.held()).isZero();
    }

    @Test
    void departedServiceRefusesCalls() {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        service.leave().run();
        try (Call call = Call.start()) {
            assertThat(code(service::object)).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(code(() -> service.link(Origin.ofScheme("toy"), call))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(code(() -> service.register(() -> {}))).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void departureEndsCallsThenRevokesTheNewestFirstAndUngetsAtLast() throws Exception {
        List<String> order = new ArrayList<>();
        FakeService registered = framework.register(framework.install("toy"), toy, Map.of());
        TrackedService service = held(registered);
        service.object();
        service.register(() -> order.add("source, held by " + registered.held()));
        service.register(() -> order.add("stream"));
        try (Call call = Call.start();
                LinkedCall linkedCall = service.link(Origin.ofScheme("toy"), call)) {
            linkedCall.call().onCancel(() -> order.add("work"));

            service.leave().run();

            assertThat(linkedCall.ending().orElseThrow().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(call.isEnded()).isFalse();
        }
        assertThat(order).containsExactly("work", "stream", "source, held by 1");
        assertThat(registered.held()).isZero();
    }

    @Test
    void closedResourceIsNotRevoked() throws Exception {
        List<String> revoked = new ArrayList<>();
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        Revocable resource = () -> revoked.add("resource");
        service.register(resource);
        service.forget(resource);
        try (Call call = Call.start()) {
            LinkedCall linkedCall = service.link(Origin.ofScheme("toy"), call);
            linkedCall.call().onCancel(() -> revoked.add("linkedCall"));
            linkedCall.close();
        }
        service.leave().run();

        assertThat(revoked).isEmpty();
    }

    @Test
    void closedLinkedCallIsReleased() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.within(Duration.ofHours(1))) {
            WeakReference<LinkedCall> linkedCall = closedLinkedCall(service, call);

            await().until(() -> {
                System.gc();
                return linkedCall.get() == null;
            });
            assertThat(call.isEnded()).isFalse();
            service.check();
        }
    }

    private static WeakReference<LinkedCall> closedLinkedCall(TrackedService service, Call call) throws ImageException {
        try (LinkedCall linkedCall = service.link(Origin.ofScheme("toy"), call, bound(Duration.ofMinutes(1)))) {
            return new WeakReference<>(linkedCall);
        }
    }

    @Test
    void shorterTimeoutOfALinkedCallApplies() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.within(Duration.ofMinutes(1));
                LinkedCall shorter = service.link(Origin.ofScheme("toy"), call, bound(Duration.ofSeconds(1)));
                LinkedCall longer = service.link(Origin.ofScheme("toy"), call, bound(Duration.ofHours(1)))) {
            assertThat(shorter.call().remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(longer.call().remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void linkedCallOfAnEndedCallHasEnded() throws Exception {
        TrackedService service = held(framework.register(framework.install("toy"), toy, Map.of()));
        try (Call call = Call.start()) {
            call.cancel("enough");
            try (LinkedCall linkedCall = service.link(Origin.ofScheme("toy"), call)) {
                assertThat(linkedCall.isEnded()).isTrue();
                assertThat(linkedCall.ending().orElseThrow()).hasMessage("enough");
            }
        }
    }

    private static TrackedService held(FakeService registered) {
        return new TrackedService(Provider.of(registered.bundle().bundle()), registered, Runnable::run);
    }

    private static ErrorCode code(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(ImageException.class, work).code();
    }

    private static CallTimeout bound(Duration limit) {
        return new CallTimeout(limit, "a/property");
    }
}

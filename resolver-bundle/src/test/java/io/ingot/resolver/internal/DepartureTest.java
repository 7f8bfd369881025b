// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.BodyView;
import io.ingot.testing.service.ToyService;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

class DepartureTest {
    private final ResolverFixture fixture = new ResolverFixture(Map.of("waitMillis", 600_000L));
    private final CountDownLatch inside = new CountDownLatch(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The ways in which a service may end work when it departs. */
    enum Ending {
        AS_THE_CALL {
            @Override
            void end(Call call) throws ImageException {
                call.check();
            }
        },
        NOT_FOUND {
            @Override
            void end(Call call) throws ImageException {
                throw new ImageException(ErrorCode.NOT_FOUND, "the pool said no");
            }
        },
        ILLEGAL_STATE {
            @Override
            void end(Call call) {
                throw new IllegalStateException("the pool is shut");
            }
        },
        LINKAGE {
            @Override
            void end(Call call) {
                throw new NoClassDefFoundError("io/toy/Gone");
            }
        },
        NULL {
            @Override
            void end(Call call) {}
        };

        abstract void end(Call call) throws ImageException;
    }

    @ParameterizedTest
    @EnumSource
    void nextServiceIsQueriedWhateverALeavingOneThrows(Ending ending) throws Exception {
        FakeService leaving = fixture.register("toy", ToyService.showing((request, call) -> {
            hold(call);
            ending.end(call);
            return null;
        }));
        fixture.register("toy", ToyService.named("next"));
        CallerThread<ImageInfo> asking = show();
        inside.await();

        fixture.stop(leaving);

        assertThat(asking.answer().version()).contains("next");
        assertThat(leaving.held()).isZero();
    }

    @Test
    void serviceThatFailsBecauseItsBundleStopsIsLeavingBeforeTheEvent() throws Exception {
        FakeService leaving = fixture.register("toy", ToyService.showing((request, call) -> {
            throw new IllegalStateException("the pool is shut");
        }));
        leaving.bundle().state(Bundle.STOPPING);
        fixture.register("toy", ToyService.named("next"));

        assertThat(show().answer().version()).contains("next");
    }

    @Test
    void serviceThatReturnsNullBecauseItsBundleStopsIsLeaving() throws Exception {
        FakeService leaving = fixture.register("toy", ToyService.showing((request, call) -> null));
        leaving.bundle().state(Bundle.STOPPING);
        fixture.register("toy", ToyService.named("next"));

        assertThat(show().answer().version()).contains("next");
    }

    @Test
    void serviceThatReportsItsDepartureIsNotQueriedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        fixture.register("toy", ToyService.showing((request, call) -> {
            asked.incrementAndGet();
            throw new ImageException(ErrorCode.UNAVAILABLE, "my own library has gone");
        }));
        CallerThread<ImageInfo> asking = show().awaitWaiting();
        fixture.register("toy", ToyService.named("next"));

        assertThat(asking.answer().version()).contains("next");
        assertThat(asked).hasValue(1);
    }

    @Test
    void callerDoesNotWaitForAServiceThatHangs() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FakeService hanging = fixture.register("toy", ToyService.showing((request, call) -> {
            inside.countDown();
            awaitUninterruptibly(end);
            return ImageInfo.builder().build();
        }));
        CallerThread<ImageInfo> asking = show();
        inside.await();
        fixture.stop(hanging);
        asking.awaitWaiting();
        fixture.register("toy", ToyService.named("next"));

        assertThat(asking.answer().version()).contains("next");
        end.countDown();
    }

    @Test
    void throwingCancellationHandlerDoesNotAffectOthers() throws Exception {
        FakeService leaving = fixture.register("toy", ToyService.showing((request, call) -> {
            call.onCancel(() -> {
                throw new IllegalStateException("a bad handler");
            });
            hold(call);
            return null;
        }));
        CallerThread<ImageInfo> asking = show();
        inside.await();
        asking.call().cancel("enough");
        assertThat(asking.failure().code()).isEqualTo(ErrorCode.CANCELLED);

        CallerThread<ImageInfo> another = show();
        fixture.stop(leaving);
        fixture.register("toy", ToyService.named("next"));
        assertThat(another.answer().version()).contains("next");
    }

    @ParameterizedTest
    @EnumSource
    void runningReadsEndWithUnavailableAndAllIsClosed(BodyView view) throws Exception {
        Toy toy = new Toy();
        FakeService leaving = fixture.register("toy", ToyService.opening((request, call) -> view.offer(toy)));
        ImageSource.Bytes source = (ImageSource.Bytes) fixture.open("toy:image");
        CallerThread<Integer> reading = CallerThread.start(call -> view.read(source.read(0, 10, call)));
        CallerThread<Integer> another = CallerThread.start(call -> view.read(source.read(0, 10, call)));
        await().until(() -> toy.reading.get() == 2);

        fixture.stop(leaving);

        assertThat(reading.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(another.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        await().until(() -> toy.streamsOpen.get() == 0);
        assertThat(toy.closed).isTrue();
        assertThat(CallerThread.start(call -> source.read(0, 10, call))
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(source.file()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bodyBetweenTwoReadsIsClosedToo(BodyView view) throws Exception {
        Toy toy = new Toy();
        FakeService leaving = fixture.register("toy", ToyService.opening((request, call) -> view.offer(toy)));
        ImageSource.Bytes source = (ImageSource.Bytes) fixture.open("toy:image");
        try (Call call = Call.start();
                Body body = source.read(0, 10, call)) {
            fixture.stop(leaving);

            assertThat(toy.streamsOpen).hasValue(0);
            CallerThread<Integer> reading = CallerThread.start(other -> view.read(body));
            assertThat(reading.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void sourceThatArrivesTooLateIsClosed() throws Exception {
        Toy toy = new Toy();
        CountDownLatch end = new CountDownLatch(1);
        fixture.register("toy", ToyService.opening((request, call) -> {
            inside.countDown();
            awaitUninterruptibly(end);
            return toy;
        }));
        CallerThread<ImageSource> asking = CallerThread.start(call -> fixture.resolver.open(
                ResolverFixture.request("toy:image"), ImageInfo.builder().build(), call));
        inside.await();
        asking.call().cancel("enough");
        assertThat(asking.failure().code()).isEqualTo(ErrorCode.CANCELLED);

        end.countDown();

        await().untilTrue(toy.closed);
    }

    @Test
    void unusedServiceIsNotObtained() {
        FakeService unused = fixture.register("unused", ToyService.named("unused"));
        fixture.resolver.schemes();
        fixture.resolver.absent();
        fixture.stop(unused);

        assertThat(unused.got()).isZero();
    }

    @Test
    void serviceIsObtainedOnceAndReleasedWhenTheResolverCloses() throws Exception {
        FakeService used = fixture.register("used", ToyService.named("used"));
        fixture.show("used:one");
        fixture.show("used:two");
        assertThat(used.got()).isOne();

        fixture.resolver.deactivate();
        assertThat(used.held()).isZero();
    }

    private CallerThread<ImageInfo> show() {
        return CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request("toy:image"), call));
    }

    private void hold(Call call) {
        CountDownLatch ended = new CountDownLatch(1);
        call.onCancel(ended::countDown);
        inside.countDown();
        awaitUninterruptibly(ended);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes that never arrive. */
    private static final class Toy implements ImageSource.Bytes {
        private final AtomicInteger reading = new AtomicInteger();
        private final AtomicInteger streamsOpen = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public Body read(long offset, long limit, Call call) {
            streamsOpen.incrementAndGet();
            CountDownLatch ended = new CountDownLatch(1);
            call.onCancel(ended::countDown);
            return Body.of(
                    new InputStream() {
                        @Override
                        public int read(byte[] buffer, int offset, int length) {
                            return read();
                        }

                        @Override
                        public int read() {
                            reading.incrementAndGet();
                            awaitUninterruptibly(ended);
                            return -1; // a closed socket looks like the end of the image
                        }

                        @Override
                        public void close() {
                            streamsOpen.decrementAndGet();
                        }
                    },
                    offset,
                    OptionalLong.empty());
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}

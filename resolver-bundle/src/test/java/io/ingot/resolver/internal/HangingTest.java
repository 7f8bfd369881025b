// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.BodyView;
import io.ingot.testing.service.ToyService;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Services that continue after their call has ended. */
class HangingTest {
    private final ResolverFixture fixture = new ResolverFixture(Map.of("retries", 0));
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger insideNow = new AtomicInteger();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServiceCalls.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        end.countDown();
        fixture.close();
    }

    @Test
    void serviceThatContinuesAfterItsCallHasEndedIsNamed() throws Exception {
        fixture.register("toy", ToyService.showing((request, call) -> {
            hang();
            return ImageInfo.builder().build();
        }));

        try (Call call = Call.within(Duration.ofMillis(300))) {
            ImageException failure = catchThrowableOfType(
                    ImageException.class, () -> fixture.resolver.show(ResolverFixture.request("toy:image"), call));
            assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(failure.details()).containsExactly("toy.toy 1.2.3 had not answered, showing toy:image");
        }

        await().until(() -> lines().stream()
                .anyMatch(line -> line.startsWith("toy.toy 1.2.3 hangs: showing toy:image did not return within")));
    }

    @Test
    void hangingCloseDoesNotBlockItsCaller() throws Exception {
        fixture.register("toy", ToyService.opening((request, call) -> new ImageSource.Bytes() {
            @Override
            public Body read(long offset, long limit, Call reading) {
                throw new AssertionError("unread");
            }

            @Override
            public void close() {
                hang();
            }
        }));

        fixture.open("toy:image").close();

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("toy.toy 1.2.3 hangs: closing the source of reading toy:image did not return within");
    }

    @Test
    void hangingCancellationHandlerBlocksNeitherCallerNorTimers() throws Exception {
        AtomicInteger handlers = new AtomicInteger();
        fixture.register("toy", ToyService.showing((request, call) -> {
            call.onCancel(() -> {
                handlers.incrementAndGet();
                hang();
            });
            hang();
            return ImageInfo.builder().build();
        }));

        CallerThread<ImageInfo> cancelled =
                CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request("toy:image"), call));
        await().until(() -> insideNow.get() == 1);
        cancelled.call().cancel("enough");
        assertThat(cancelled.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        await().until(() -> handlers.get() == 1);

        try (Call late = Call.within(Duration.ofMillis(200))) {
            assertThat(catchThrowableOfType(
                                    ImageException.class,
                                    () -> fixture.resolver.show(ResolverFixture.request("toy:image"), late))
                            .code())
                    .isEqualTo(ErrorCode.TIMED_OUT);
        }
        await().until(() -> handlers.get() == 2);
        try (Call next = Call.within(Duration.ofMillis(1))) {
            await().until(next::isEnded);
        }
    }

    @Test
    void everyEndNamesTheServiceThatHadNotAnswered() throws Exception {
        fixture.register("toy", ToyService.opening((request, call) -> (ImageSource.Bytes) (offset, limit, reading) -> {
            hang();
            throw new AssertionError("late");
        }));
        try (Call stalled = Call.start();
                ImageSource source = fixture.open("toy:image")) {
            CallerThread<Body> reader = CallerThread.start(own -> ((ImageSource.Bytes) source).read(0, 1, stalled));
            await().until(() -> insideNow.get() == 1);
            stalled.end(ErrorCode.TRANSFER_FAILED, "no byte came");

            assertThat(reader.failure().details()).containsExactly("toy.toy 1.2.3 had not answered, reading toy:image");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readAfterAnAbandonedReadReturnsImmediately(BodyView view) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        fixture.register("toy", ToyService.opening((request, call) -> view.offer(hangingIn(inside))));
        try (Call call = Call.start();
                ImageSource source = fixture.open("toy:image")) {
            Body body = ((ImageSource.Bytes) source).read(0, 1, call);
            CallerThread<Integer> reader = CallerThread.start(own -> view.read(body));
            inside.await();
            call.cancel("cancelled");

            assertThat(catchThrowableOfType(ImageException.class, () -> view.read(body))
                            .code())
                    .isEqualTo(ErrorCode.CANCELLED);
            body.close();
            end.countDown();
            assertThat(reader.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void abandonedReadersTakeNoPermits(BodyView view) throws Exception {
        CountDownLatch inside = new CountDownLatch(TrackedService.MAX_CALLS);
        fixture.register("toy", ToyService.opening((request, call) -> view.offer(hangingIn(inside))));
        List<Body> bodies = new ArrayList<>();
        try (Call reading = Call.start();
                ImageSource source = fixture.open("toy:image")) {
            for (int i = 0; i < TrackedService.MAX_CALLS; i++) {
                Body body = ((ImageSource.Bytes) source).read(0, 1, reading);
                bodies.add(body);
                CallerThread.start(own -> view.read(body));
            }
            inside.await();
            for (Body body : bodies) {
                body.close();
            }

            assertThat(fixture.show("toy:image")).isNotNull();
        }
    }

    @Test
    void hangingCallsBlockNoOthersAfterTheyHaveEnded() throws Exception {
        fixture.register("toy", ToyService.showing((request, call) -> {
            if (request.reference().toString().equals("toy:silent")) {
                hang();
            }
            return ImageInfo.builder().build();
        }));
        List<CallerThread<ImageInfo>> silent = new ArrayList<>();
        for (int i = 0; i < TrackedService.MAX_CALLS; i++) {
            silent.add(CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request("toy:silent"), call)));
        }
        await().until(() -> insideNow.get() == TrackedService.MAX_CALLS);
        for (CallerThread<ImageInfo> one : silent) {
            one.call().cancel("enough");
        }

        assertThat(fixture.show("toy:image")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"host, silent, silent.", "name, silent, silent.", "host, 127.0.0.1, 127.1"})
    void silentOriginTakesNoPermitsFromOthersHoweverItIsSpelled(String authority, String silent, String alias)
            throws Exception {
        fixture.register(
                fixture.framework.install("toy.toy").announces("toy"),
                ToyService.showing((request, call) -> {
                    if (!request.reference().host().equals(Optional.of("other"))) {
                        hang();
                    }
                    return ImageInfo.builder().build();
                }),
                Map.of("scheme", "toy", ImageService.AUTHORITY, authority));
        for (int i = 0; i < TrackedService.MAX_CALLS + 12; i++) {
            String host = i % 2 == 0 ? silent : alias;
            CallerThread.start(
                    call -> fixture.resolver.show(ResolverFixture.request("toy://" + host + "/image"), call));
        }
        await().until(() -> insideNow.get() == TrackedService.MAX_CALLS / 4);

        assertThat(fixture.show("toy://other/image")).isNotNull();
        end.countDown();
    }

    @Test
    void failureOfAWaitingCallStatesTheLimit() throws Exception {
        fixture.register("toy", ToyService.showing((request, call) -> {
            hang();
            return ImageInfo.builder().build();
        }));
        for (int i = 0; i < TrackedService.MAX_CALLS / 4; i++) {
            CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request("toy://silent/image"), call));
        }
        await().until(() -> insideNow.get() == TrackedService.MAX_CALLS / 4);

        CallerThread<ImageInfo> oneMore =
                CallerThread.start(call -> fixture.resolver.show(ResolverFixture.request("toy://silent/image"), call));
        oneMore.awaitWaiting().call().cancel("enough");

        assertThat(oneMore.failure())
                .hasMessage(
                        "enough; the call was waiting: 32 calls to toy://silent are running, the limit of one origin"
                                + " is 32");
    }

    private ImageSource.Bytes hangingIn(CountDownLatch inside) {
        return (offset, limit, call) -> Body.of(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        inside.countDown();
                        hang();
                        throw new IOException("late");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        return read();
                    }
                },
                offset,
                OptionalLong.empty());
    }

    private void hang() {
        insideNow.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}

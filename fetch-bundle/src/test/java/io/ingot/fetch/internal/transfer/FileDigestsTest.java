// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.Traffic;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FileDigestsTest {
    private static final List<String> ALGORITHMS = List.of("sha256");

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BufferBudget buffers = BufferBudget.of(1 << 28, 2);
    private final long allBuffers = buffers.availableBytes();
    private final Watchdog watchdog = new Watchdog(System::nanoTime, Duration.ofMinutes(1), LeastRate.NONE);
    private final FileDigests digests = new FileDigests(context(), new ProgressMeter(System::nanoTime));

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(buffers.availableBytes()).as("buffers").isEqualTo(allBuffers);
    }

    @Test
    void allBytesAreHashed() throws Exception {
        try (Call call = Call.start();
                Watchdog.Watch watch = watchdog.watch(call, "file")) {
            assertThat(digests.of(
                            reference(), ALGORITHMS, () -> Channels.newChannel(InputStream.nullInputStream()), watch))
                    .containsExactly(
                            new Checksum("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        }
    }

    @Test
    void hangingReadEndsWithItsCall() throws Exception {
        assertEndsWithItsCall(() -> new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer buffer) {
                return hang();
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void hangingOpenEndsWithItsCall() throws Exception {
        assertEndsWithItsCall(() -> {
            hang();
            return Channels.newChannel(InputStream.nullInputStream());
        });
    }

    private void assertEndsWithItsCall(FileDigests.FileOpener file) throws Exception {
        try (Call call = Call.start();
                Watchdog.Watch watch = watchdog.watch(call, "file")) {
            threads.execute(() -> {
                awaitQuietly(inside);
                call.end(ErrorCode.TIMED_OUT, "the time has passed");
            });

            ImageException e =
                    catchThrowableOfType(ImageException.class, () -> digests.of(reference(), ALGORITHMS, file, watch));

            assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e).hasMessageContaining("hangs: it goes on reading file:///nfs/image");
            assertThat(buffers.availableBytes()).as("buffers").isEqualTo(allBuffers);
        }
    }

    private int hang() {
        inside.countDown();
        awaitQuietly(release);
        return -1;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ImageReference reference() throws ImageException {
        return ImageReference.parse("file:///nfs/image");
    }

    private TransferContext context() {
        AccessPolicy unusedPolicy = (AccessPolicy) Proxy.newProxyInstance(
                AccessPolicy.class.getClassLoader(),
                new Class<?>[] {AccessPolicy.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        return new TransferContext(
                new ResolverHolder(() -> null),
                unusedPolicy,
                new Pipelines(buffers, threads),
                new Traffic(),
                threads,
                threads,
                System::nanoTime,
                InstantSource.system());
    }
}

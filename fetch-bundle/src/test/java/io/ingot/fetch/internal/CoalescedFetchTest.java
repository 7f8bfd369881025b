// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent fetches of one image. */
@Timeout(60)
class CoalescedFetchTest {
    private static final int UNIT = 4 << 20;
    private static final byte[] BYTES = TestEngine.bytes(500_001);

    @TempDir
    Path temporary;

    private TestEngine test;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    @DisplayName("C-11: concurrent fetches of one image cost the origin one download")
    void concurrentFetchesShareOneTransfer() throws Exception {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.afterGate(gate, reached));
        List<Fetch> fetches = start(64);
        await().until(() -> image.shows.get() == 64);
        gate.countDown();
        int fromOrigin = 0;
        for (Fetch fetch : fetches) {
            FetchedImage fetched = fetch.join();
            assertThat(fetched.path()).hasBinaryContent(BYTES);
            fromOrigin += fetched.source() == FetchedImage.Source.ORIGIN ? 1 : 0;
        }
        assertThat(fromOrigin).isEqualTo(1);
        assertThat(image.opens).hasValue(1);
        assertThat(image.offsets).containsExactly(0L);
    }

    @Test
    @DisplayName("C-08: waiters are served before the store is reduced to its limit")
    void waitersAreServedBeforeTheStoreIsCleaned() throws Exception {
        test.engine.modified(TestConfig.quick()
                .with("storeMaxBytes", 1L)
                .with("placement", new String[] {"copy"})
                .get());
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.afterGate(gate, reached));
        List<Fetch> fetches = start(48);
        reached.await();
        await().until(() -> image.shows.get() == 48 && waiting(fetches) == 47);
        gate.countDown();
        for (Fetch fetch : fetches) {
            assertThat(fetch.join().path()).hasBinaryContent(BYTES);
        }
        assertThat(image.opens).hasValue(1);
        await().until(() -> test.storedFiles().isEmpty());
    }

    @Test
    void imageWithoutVersionAndDigestIsNotShared() throws Exception {
        FakeImage image = test.image(BYTES).thenReads(Faults.afterGate(gate, reached), Faults.afterGate(gate, reached));
        List<Fetch> fetches = start(2);
        await().until(() -> image.offsets.size() == 2);
        gate.countDown();
        for (Fetch fetch : fetches) {
            assertThat(fetch.join().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        }
    }

    @Test
    void cancelledWaiterDoesNotAffectTheOthers() throws Exception {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.afterGate(gate, reached));
        List<Fetch> fetches = start(3);
        reached.await();
        await().until(() -> image.shows.get() == 3 && waiting(fetches) == 2);
        Fetch waiter = fetches.stream()
                .filter(fetch -> fetch.progress().phase() == FetchPhase.WAITING)
                .findFirst()
                .orElseThrow();
        waiter.cancel();
        assertThatFailure(waiter::join).hasCode(ErrorCode.CANCELLED);
        gate.countDown();
        for (Fetch fetch : fetches) {
            if (fetch != waiter) {
                assertThat(fetch.join().path()).hasBinaryContent(BYTES);
            }
        }
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void waiterThatTakesOverResumesFromTheReceivedBytes() throws Exception {
        byte[] large = TestEngine.bytes(3 * UNIT + 1000);
        long before = 2L * UNIT + 1_000_000;
        FakeImage image = test.image(large).version("1").thenReads(Faults.stallAfter(before, reached));
        Fetch leader = test.engine.fetch(test.requestTo("leader")
                .options(FetchOptions.DEFAULT.segments(1))); // a second connection might fetch the following bytes
        reached.await();
        Fetch waiter = test.engine.fetch(test.requestTo("waiter").options(FetchOptions.DEFAULT.segments(1)));
        await().until(() -> image.shows.get() == 2 && waiting(List.of(waiter)) == 1);
        leader.cancel();
        assertThatFailure(leader::join).hasCode(ErrorCode.CANCELLED);

        FetchedImage fetched = waiter.join();

        assertThat(fetched.path()).hasBinaryContent(large);
        assertThat(fetched.bytesReused()).isPositive();
        assertThat(before + fetched.bytesTransferred()).isLessThanOrEqualTo(large.length + (long) UNIT);
        assertThat(test.storedFiles()).hasSize(1);
    }

    @Test
    void waiterTakesOverFromALeaderWhoseCredentialsAreRefused() throws Exception {
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads(Faults.failingAfterGate(gate, reached, ErrorCode.NOT_AUTHORIZED));
        Fetch leader = test.engine.fetch(test.requestTo("leader"));
        reached.await();
        Fetch waiter = test.engine.fetch(test.requestTo("waiter"));
        await().until(() -> image.shows.get() == 2 && waiting(List.of(waiter)) == 1);
        gate.countDown();
        assertThatFailure(leader::join).hasCode(ErrorCode.NOT_AUTHORIZED);
        assertThat(waiter.join().path()).hasBinaryContent(BYTES);
    }

    @Test
    void failureOfTheOriginFailsTheWaiters() throws Exception {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads(Faults.failingAfterGate(gate, reached, ErrorCode.TRANSFER_FAILED));
        Fetch leader = test.engine.fetch(test.requestTo("leader"));
        reached.await();
        Fetch waiter = test.engine.fetch(test.requestTo("waiter"));
        await().until(() -> image.shows.get() == 2 && waiting(List.of(waiter)) == 1);
        gate.countDown();
        for (Fetch fetch : List.of(leader, waiter)) {
            assertThatFailure(fetch::join).hasMessageContaining("on fire");
        }
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void enginesThatShareAStoreShareTheTransfer() throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.afterGate(gate, reached));
        TestEngine second = new TestEngine(other, test.home, TestConfig.quick());
        try {
            second.resolver.put(TestEngine.REFERENCE, image);
            Fetch here = test.engine.fetch(test.request());
            reached.await();
            Fetch there = second.engine.fetch(second.request());
            await().until(() -> image.shows.get() == 2 && waiting(List.of(there)) == 1);
            gate.countDown();
            assertThat(here.join().source()).isEqualTo(FetchedImage.Source.ORIGIN);
            assertThat(there.join().source()).isEqualTo(FetchedImage.Source.STORE);
            assertThat(there.join().path()).hasBinaryContent(BYTES);
            assertThat(image.opens).hasValue(1);
        } finally {
            second.engine.stop();
        }
    }

    @Test
    void urgentKernelOvertakesSixteenLargeImages() throws Exception {
        test.engine.modified(TestConfig.quick().with("smallImageBytes", 0L).get());
        List<Fetch> large = new ArrayList<>();
        CountDownLatch allReading = new CountDownLatch(16);
        for (int i = 0; i < 17; i++) {
            String reference = "fake://" + (i % 2 == 0 ? "origin" : "other") + "/large-" + i;
            test.resolver.put(
                    reference, FakeImage.of(BYTES).version("1").thenReads(Faults.afterGate(gate, allReading)));
            FetchRequest request = FetchRequest.of(test.request(reference).image(), test.folder.resolve("large-" + i));
            large.add(test.engine.fetch(request));
        }
        allReading.await();
        test.image(BYTES).version("1");
        test.fetch(test.requestTo("kernel").options(FetchOptions.DEFAULT.priority(FetchOptions.Priority.URGENT)));
        assertThat(large).noneMatch(fetch -> fetch.progress().phase() == FetchPhase.DONE);
        gate.countDown();
        for (Fetch fetch : large) {
            fetch.join();
        }
    }

    @Test
    void urgentFetchStartsWhileHundredsWaitForAThread() throws Exception {
        test.engine.modified(TestConfig.quick()
                .with("smallImageBytes", 0L)
                .with("transfers", 1)
                .get());
        List<Fetch> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String reference = "fake://origin/large-" + i;
            test.resolver.put(reference, FakeImage.of(BYTES).thenReads(Faults.afterGate(gate, reached)));
            FetchRequest request = FetchRequest.of(test.request(reference).image(), test.folder.resolve("large-" + i));
            waiting.add(test.engine.fetch(request.options(FetchOptions.DEFAULT.useStore(false))));
        }
        reached.await();
        test.image(BYTES);
        test.fetch(test.requestTo("kernel").options(FetchOptions.DEFAULT.priority(FetchOptions.Priority.URGENT)));
        waiting.forEach(Fetch::cancel);
        for (Fetch fetch : waiting) {
            assertThatFailure(fetch::join).hasCode(ErrorCode.CANCELLED);
        }
    }

    @Test
    void changedRateAppliesToARunningTransfer() throws Exception {
        test.engine.modified(TestConfig.quick().with("bytesPerSecond", 1L).get());
        test.image(BYTES).version("1");
        Fetch fetch = test.engine.fetch(test.request());
        await().until(() -> fetch.progress().phase() == FetchPhase.TRANSFERRING);
        test.engine.modified(TestConfig.quick().get());
        assertThat(fetch.join().path()).hasBinaryContent(BYTES);
    }

    @Test
    void cancelEndsAThrottledTransfer() throws Exception {
        test.engine.modified(
                TestConfig.quick().with("bytesPerSecondPerOrigin", 1L).get());
        test.image(BYTES).version("1");
        Fetch fetch = test.engine.fetch(test.request());
        await().until(() -> fetch.progress().phase() == FetchPhase.TRANSFERRING);
        fetch.cancel();
        assertThatFailure(fetch::join).hasCode(ErrorCode.CANCELLED);
    }

    @Test
    void fileHandlesAreClosed() throws Exception {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        long before = handles();
        for (int i = 0; i < 20; i++) {
            image.version("version " + i).thenReads(Faults.cutAfter(1000));
            test.fetch();
            test.fetch(test.requestTo("other"));
            image.thenReads(Faults.refused(ErrorCode.NOT_FOUND));
            image.version("refused " + i);
            assertThatFailure(() -> test.engine.fetch(test.requestTo("third")).join());
        }
        await().until(() -> handles() <= before);
    }

    private List<Fetch> start(int count) throws ImageException {
        List<Fetch> fetches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fetches.add(test.engine.fetch(test.requestTo("node-" + i)));
        }
        return fetches;
    }

    private static long waiting(List<Fetch> fetches) {
        return fetches.stream()
                .filter(fetch -> fetch.progress().phase() == FetchPhase.WAITING)
                .count();
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

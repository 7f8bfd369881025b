// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.Progress;
import io.ingot.image.engine.AttemptLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The progress of a fetch that waits. */
@Timeout(60)
class WaitingProgressTest {
    private static final byte[] BYTES = TestEngine.bytes(500_001);
    private static final String FIRST_BYTE = "fake://origin/image.img: first byte of the answer";

    @TempDir
    Path folder;

    private final CountDownLatch reached = new CountDownLatch(1);
    private TestEngine test;

    @BeforeEach
    void start() {
        test = new TestEngine(folder, TestConfig.quick().with("retries", 3).with("stallTimeoutMillis", 60_000L));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void askingShowsActivityAndAttempt() throws Exception {
        test.image(BYTES).thenShows(Faults.hanging(reached));
        Progress progress = reached(test.request());

        assertThat(progress.phase()).isEqualTo(FetchPhase.ASKING);
        assertThat(progress.activity()).contains(FIRST_BYTE);
        assertThat(progress.retries()).isZero();
        assertThat(progress.attemptLimit()).hasValue(4);
    }

    @Test
    void callsToTheResolverHaveTheLimitsOfTheEngine() throws Exception {
        test.image(BYTES);
        test.fetch();

        AttemptLimits limits = test.resolver.limits.element();
        assertThat(limits.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.timeoutProperty()).isEqualTo("io.ingot.fetch/stallTimeoutMillis");
        assertThat(limits.retries()).isEqualTo(3);
    }

    @Test
    void failedAttemptsOfACallAreCounted() throws Exception {
        test.image(BYTES).thenShows(Faults.hanging(reached));
        Fetch fetch = test.engine.fetch(test.request());
        reached.await();

        test.resolver.limits.element().listener().failed(new ImageException(ErrorCode.TRANSFER_FAILED, "no answer"));
        assertThat(fetch.progress().activity()).contains("the next attempt, after a pause");
        test.resolver.limits.element().listener().asking(test.request().image().reference(), 3);

        Progress progress = fetch.progress();
        assertThat(progress.retries()).isOne();
        assertThat(progress.attemptLimit()).hasValue(4);
        assertThat(progress.lastFailure()).contains("no answer");
        assertThat(progress.activity()).contains(FIRST_BYTE);
        cancel(fetch);
    }

    @Test
    void waitForAServiceIsShown() throws Exception {
        test.image(BYTES).thenShows(Faults.hanging(reached));
        Fetch fetch = test.engine.fetch(test.request());
        reached.await();

        test.resolver.limits.element().listener().waiting(test.request().image().reference());

        assertThat(fetch.progress().activity()).contains("the service of the scheme fake");
        cancel(fetch);
    }

    @Test
    void waitForTheFirstByteIsShown() throws Exception {
        test.image(BYTES).thenReads(Faults.silence(reached));

        assertThat(reached(test.request()).activity()).contains(FIRST_BYTE);
    }

    @Test
    void runningTransferShowsNoActivity() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(300_000, reached));

        assertThat(reached(test.request()).activity()).isEmpty();
    }

    @Test
    void silenceMidTransferIsShown() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(300_000, reached));
        Fetch fetch = test.engine.fetch(test.request());

        await().until(() -> fetch.progress().activity().equals(Optional.of("fake://origin/image.img: next byte")));
        cancel(fetch);
    }

    @Test
    void attemptsOfATransferAreCounted() throws Exception {
        test.image(BYTES).thenReads(Faults.cutAfter(0), Faults.cutAfter(0), Faults.silence(reached));
        Progress progress = reached(test.request());

        assertThat(progress.retries()).isEqualTo(2);
        assertThat(progress.attemptLimit()).as("three repetitions in all").hasValue(4);
        assertThat(progress.lastFailure()).isPresent();
        assertThat(progress.activity()).contains(FIRST_BYTE);
    }

    @Test
    void waitForASlotIsShown() throws Exception {
        test.engine.modified(TestConfig.quick()
                .with("transfers", 1)
                .with("smallImageBytes", 0L)
                .get());
        test.image(BYTES).thenReads(Faults.silence(reached));
        test.resolver.put("fake://origin/other", FakeImage.of(BYTES));
        Fetch first = test.engine.fetch(test.requestTo("one"));
        reached.await();
        Fetch second = test.engine.fetch(
                FetchRequest.of(test.request("fake://origin/other").image(), folder.resolve("two")));

        await().until(() -> second.progress().activity().equals(Optional.of("a free transfer slot")));
        assertThat(second.progress().phase()).isEqualTo(FetchPhase.WAITING);
        cancel(second);
        cancel(first);
    }

    @Test
    void waitForAFetchOfTheSameImageIsShown() throws Exception {
        test.image(BYTES).version("1").thenReads(Faults.silence(reached));
        Fetch first = test.engine.fetch(test.requestTo("one"));
        reached.await();
        Fetch second = test.engine.fetch(test.requestTo("two"));

        await().until(() -> second.progress().activity().equals(Optional.of("another fetch of the same image")));
        cancel(second);
        cancel(first);
    }

    @Test
    void checksumFileIsShown() throws Exception {
        test.image(BYTES);
        test.resolver
                .put("fake://origin/SHA256SUMS?key=secret", FakeImage.of(BYTES))
                .thenReads(Faults.silence(reached));
        Progress progress = reached(test.request()
                .checksumFile(
                        test.request("fake://origin/SHA256SUMS?key=secret").image()));

        assertThat(progress.activity().orElseThrow())
                .startsWith("checksum file fake://origin/SHA256SUMS")
                .endsWith(": first byte of the answer")
                .doesNotContain("secret");
    }

    /** Returns the progress at the time when the service is reached, and ends the fetch. */
    private Progress reached(FetchRequest request) throws Exception {
        Fetch fetch = test.engine.fetch(request);
        reached.await();
        Progress progress = fetch.progress();
        cancel(fetch);
        return progress;
    }

    private static void cancel(Fetch fetch) {
        fetch.cancel();
        assertThat(catchThrowableOfType(ImageException.class, fetch::join).code())
                .isEqualTo(ErrorCode.CANCELLED);
    }
}

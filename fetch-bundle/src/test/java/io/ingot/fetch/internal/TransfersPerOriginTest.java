// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.FetchPhase;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as one origin for {@code transfersPerOrigin}. The scheme {@code cat} has a name as its authority. */
@Timeout(60)
class TransfersPerOriginTest {
    private static final byte[] BYTES = TestEngine.bytes(100_001);

    @TempDir
    Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reading = new CountDownLatch(1);
    private TestEngine test;

    @BeforeEach
    void open() {
        test = new TestEngine(
                folder, TestConfig.quick().with("smallImageBytes", 0L).with("transfersPerOrigin", 1));
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "cat://one, cat://other",
        "cat://one/a, cat://other/b",
        "https://h/a, https://h:443/b",
        "https://h/a, https://h./b",
        "http://127.0.0.1/a, http://127.1:80/b"
    })
    void transferWaitsForAnotherOfTheSameOrigin(String first, String second) throws Exception {
        Fetch running = begin(first, "first");
        test.resolver.put(second, FakeImage.of(BYTES));
        Fetch waiting = test.engine.fetch(request(second, "second"));

        await().until(() -> waiting.progress().activity().equals(Optional.of("a free transfer slot")));
        assertThat(waiting.progress().phase()).isEqualTo(FetchPhase.WAITING);
        gate.countDown();
        running.join();
        waiting.join();
    }

    @ParameterizedTest
    @CsvSource({"fake://one/a, fake://other/a", "https://h/a, http://h/b", "cat://one, fake://one"})
    void transferDoesNotWaitForAnotherOrigin(String first, String second) throws Exception {
        Fetch running = begin(first, "first");
        test.resolver.put(second, FakeImage.of(BYTES));

        FetchedImage image = test.engine.fetch(request(second, "second")).join();

        assertThat(image.path()).hasBinaryContent(BYTES);
        gate.countDown();
        running.join();
    }

    /** Starts a fetch, whose transfer does not end before the gate opens. */
    private Fetch begin(String reference, String name) throws Exception {
        test.resolver.put(reference, FakeImage.of(BYTES).thenReads(Faults.afterGate(gate, reading)));
        Fetch fetch = test.engine.fetch(request(reference, name));
        reading.await();
        return fetch;
    }

    private FetchRequest request(String reference, String name) throws Exception {
        return FetchRequest.of(test.request(reference).image(), folder.resolve(name));
    }
}

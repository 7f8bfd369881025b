// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The failure of a fetch has its phase, the number of received bytes, and the image service. */
@Timeout(60)
class FailureFactsTest {
    private static final byte[] BYTES = TestEngine.bytes(300_001);
    private static final String SERVICE = "io.ingot.fake 1.2.3";
    private static final int CUT = 100_000;

    @TempDir
    Path folder;

    private TestEngine test;

    @BeforeEach
    void start() {
        test = TestEngine.in(folder);
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void missingImageFailsInThePhaseAsking() throws Exception {
        test.image(BYTES).thenShows(Faults.failing(ErrorCode.NOT_FOUND));

        ImageException e = test.failure();

        assertThat(e.phase()).contains(FetchPhase.ASKING);
        assertThat(e.bytesTransferred()).hasValue(0);
        assertThat(e.service())
                .as("only the resolver knows which service was asked")
                .isEmpty();
    }

    @Test
    void cutTransferCountsItsBytes() throws Exception {
        test.image(BYTES).thenReads(Faults.cutAfter(CUT));

        ImageException e = test.failure();

        assertThat(e.phase()).contains(FetchPhase.TRANSFERRING);
        assertThat(e.bytesTransferred()).hasValue(CUT);
        assertThat(e.service()).contains(SERVICE);
    }

    @Test
    void bytesOfRepeatedAttemptsCountEachTime() throws Exception {
        test.engine.modified(TestConfig.quick().with("retries", 1).get());
        test.image(BYTES).thenReads(Faults.cutAfter(CUT), Faults.cutAfter(CUT), Faults.refused(ErrorCode.NOT_FOUND));

        assertThat(test.failure().bytesTransferred().orElse(0)).isGreaterThanOrEqualTo(2L * CUT);
    }

    @Test
    void serviceNamedByTheResolverIsKept() throws Exception {
        test.image(BYTES)
                .thenReads(Faults.refused(
                        new ImageException(ErrorCode.NOT_AUTHORIZED, "no").withService("io.ingot.other 2.0.0")));

        assertThat(test.failure().service()).contains("io.ingot.other 2.0.0");
    }

    @Test
    void cancelledFetchHasPhaseAndService() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        test.image(BYTES).thenReads(Faults.stallAfter(CUT, reached));
        Fetch fetch = test.engine.fetch(test.request());
        reached.await();

        fetch.cancel();

        ImageException e = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e.phase()).contains(FetchPhase.TRANSFERRING);
        assertThat(e.service()).contains(SERVICE);
    }

    @Test
    void withoutAResolverNoServiceIsNamed() throws Exception {
        test.engine.services = null;

        ImageException e = test.failure();

        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.service()).isEmpty();
        assertThat(List.of(FetchPhase.WAITING, FetchPhase.ASKING))
                .contains(e.phase().orElseThrow());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are refused in mid-transfer. A source that is opened again has the ones configured at that time. */
class ExpiredCredentialsTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final int HALF = 450_000;

    @TempDir
    Path folder;

    private TestEngine test;
    private FakeImage image;

    @BeforeEach
    void start() {
        test = new TestEngine(folder, TestConfig.quick().with("retries", 1));
        image = test.image(BYTES).version("1");
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void sourceIsReopenedAndResumesFromTheReceivedBytes() throws IOException {
        image.thenReads(Faults.cutAfter(HALF), Faults.refused(ErrorCode.NOT_AUTHORIZED));

        assertThat(test.fetch().bytesReused()).isPositive();

        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(2);
        assertThat(image.shows).hasValue(1);
        assertThat(image.offsets).containsExactly(0L, (long) HALF, (long) HALF);
    }

    @Test
    void secondRefusalInARowIsFinal() throws IOException {
        image.thenReads(
                Faults.cutAfter(HALF),
                Faults.refused(ErrorCode.NOT_AUTHORIZED),
                Faults.refused(ErrorCode.NOT_AUTHORIZED));

        assertThat(test.failure().code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(image.opens).hasValue(2);
    }

    @Test
    void refusalAfterFurtherBytesIsAnotherExpiry() throws IOException {
        image.thenReads(
                Faults.cutAfter(HALF),
                Faults.refused(ErrorCode.NOT_AUTHORIZED),
                Faults.cutAfter(HALF / 2),
                Faults.refused(ErrorCode.NOT_AUTHORIZED));

        test.fetch();

        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(3);
    }

    @Test
    void refusalBeforeAnyByteIsFinal() throws IOException {
        image.thenReads(Faults.refused(ErrorCode.NOT_AUTHORIZED));

        assertThat(test.failure().code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void credentialsOfTheCallerAreNotReplaced() throws IOException {
        image.thenReads(Faults.cutAfter(HALF), Faults.refused(ErrorCode.NOT_AUTHORIZED));
        FetchRequest mine = FetchRequest.of(
                test.request().image().as(new Credentials.Token(Secret.of("mine"))), test.destination());

        assertThat(test.failure(mine).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void userInTheReferenceIsNotReplaced() throws IOException {
        String reference = "fake://joe:pw@origin/image.img";
        FakeImage joes = test.resolver
                .put(reference, FakeImage.of(BYTES))
                .version("1")
                .thenReads(Faults.cutAfter(HALF), Faults.refused(ErrorCode.NOT_AUTHORIZED));

        assertThat(test.failure(test.request(reference)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(joes.opens).hasValue(1);
    }
}

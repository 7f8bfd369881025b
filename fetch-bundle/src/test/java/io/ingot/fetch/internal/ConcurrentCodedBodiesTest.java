// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.transfer.VerifiedImage;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many concurrent coded bodies as there are buffers. */
@Timeout(60)
class ConcurrentCodedBodiesTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final int FIRST_BYTES = 5; // less than a gzip header: nothing can be decoded yet

    @TempDir
    Path temporary;

    private final BufferBudget budget = BufferBudget.of(0, 1);
    private final int count = buffersOfAsManyPipelines(budget);
    private final CountDownLatch allHoldABuffer = new CountDownLatch(count);
    private final List<TestTransfer> transfers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdown();
        transfers.forEach(TestTransfer::close);
    }

    @Test
    void transfersDoNotDeadlockOnBuffers() throws Exception {
        byte[] coded = gzip(BYTES);
        List<Future<VerifiedImage>> images = new ArrayList<>();
        for (int i = 0; i < count; i++) { // all of them before any takes a buffer, since each counts the free ones
            transfers.add(new TestTransfer(Files.createDirectory(temporary.resolve("node-" + i)), budget));
        }
        for (TestTransfer transfer : transfers) {
            transfer.image(coded)
                    .replaceInfo(ImageInfo.builder().build())
                    .thenReads((image, offset, call) -> image.coded(pausing(coded), "gzip"));
            FetchRequest request = transfer.request().checksum(TestEngine.sha256(BYTES));
            images.add(threads.submit(() -> transfer.run(request, 1)));
        }
        for (Future<VerifiedImage> image : images) {
            assertThat(image.get().digests()).contains(TestEngine.sha256(BYTES));
        }
        for (TestTransfer transfer : transfers) {
            assertThat(transfer.folder.resolve("image")).hasBinaryContent(BYTES);
        }
    }

    private static int buffersOfAsManyPipelines(BufferBudget budget) {
        Pipelines pipelines = new Pipelines(budget, Runnable::run);
        List<Pipeline> open = new ArrayList<>();
        try (Call call = Call.start()) {
            boolean lent;
            do {
                Pipeline pipeline = pipelines.open(List.of());
                open.add(pipeline);
                lent = pipeline.bufferIfFree(call).isPresent();
            } while (lent);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
        open.forEach(Pipeline::close);
        return open.size() - 1;
    }

    /** A stream whose second piece comes when every transfer has received its first one. */
    private InputStream pausing(byte[] bytes) {
        InputStream rest = new ByteArrayInputStream(bytes, FIRST_BYTES, bytes.length - FIRST_BYTES) {
            private boolean passed;

            @Override
            public synchronized int read(byte[] target, int from, int most) {
                if (!passed) {
                    passed = true;
                    allHoldABuffer.countDown();
                    awaitAll();
                }
                return super.read(target, from, most);
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, FIRST_BYTES), rest);
    }

    private void awaitAll() {
        try {
            allHoldABuffer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a transfer was interrupted", e);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(coded)) {
            stream.write(bytes);
        }
        return coded.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.image.Checksum;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;

/**
 * Computes the digests of a local file, on a thread that can be left behind: a read from a network file system whose
 * server is gone may not return. Not safe for concurrent use.
 */
final class FileDigests {
    private final TransferContext context;
    private final ProgressMeter meter;

    FileDigests(TransferContext context, ProgressMeter meter) {
        this.context = context;
        this.meter = meter;
    }

    /** Opens the file. */
    @FunctionalInterface
    interface FileOpener {
        ReadableByteChannel open() throws IOException;
    }

    /**
     * Reads the file to its end and returns its digests.
     *
     * @param reference names the file in messages
     * @throws IOException if the file cannot be read, or what ended the watch
     */
    List<Checksum> of(ImageReference reference, Collection<String> algorithms, FileOpener file, Watchdog.Watch watch)
            throws IOException {
        DigestSet digests = new DigestSet(algorithms);
        ServiceCode code = new ServiceCode();
        Pipeline pipeline = context.pipelines().open(digests.sinks());
        try {
            ServiceThread.run(context, reference, code, watch, () -> {}, () -> read(file, code, pipeline, watch));
            pipeline.finish();
        } finally {
            if (code.isLeftBehind()) {
                pipeline.abandon();
            } else {
                pipeline.close();
            }
        }
        return digests.finish();
    }

    private long read(FileOpener file, ServiceCode code, Pipeline pipeline, Watchdog.Watch watch) throws IOException {
        long total = 0;
        try (ReadableByteChannel channel = inService(code, file::open)) {
            int length;
            do {
                ByteBuffer buffer = pipeline.buffer(watch.call(), watch::keepAlive);
                length = Math.max(0, inService(code, () -> channel.read(buffer)));
                pipeline.put(length);
                watch.keepAlive();
                total += length;
                meter.bytesPresent(total);
            } while (length > 0);
        }
        return total;
    }

    private static <T> T inService(ServiceCode code, ServiceThread.Work<T> work) throws IOException {
        code.enter();
        try {
            return work.run();
        } finally {
            code.leave();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.image.Checksum;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/**
 * Computes the digests of a local file, on a thread that is left behind where a read does not return, as that of a file on a
 * network file system whose server is gone. Used by one thread.
 */
final class FileDigests {
    private final TransferContext equipment;
    private final ProgressMeter meter;

    FileDigests(TransferContext equipment, ProgressMeter meter) {
        this.equipment = equipment;
        this.meter = meter;
    }

    /** How the file is opened. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * Reads the file to its end.
     *
     * @param reference names the file in messages
     * @throws IOException why it cannot be read, or what ended the watch
     */
    List<Checksum> of(ImageReference reference, Collection<String> algorithms, Opening file, Watchdog.Watch watch)
            throws IOException {
        DigestSet digests = new DigestSet(algorithms);
        ServiceCode code = new ServiceCode();
        Pipeline pipeline = new Pipeline(digests.sinks(), equipment.buffers(), equipment.stageThreads());
        try {
            ServiceThread.run(equipment, reference, code, watch, () -> {}, () -> read(file, code, pipeline, watch));
            pipeline.finish();
        } finally {
            if (code.leftBehind()) {
                pipeline.forsake();
            } else {
                pipeline.close();
            }
        }
        return digests.finish();
    }

    private long read(Opening file, ServiceCode code, Pipeline pipeline, Watchdog.Watch watch) throws IOException {
        long there = 0;
        try (InputStream stream = inside(code, file::open)) {
            int length;
            do {
                byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
                length = inside(code, () -> stream.readNBytes(buffer, 0, buffer.length));
                pipeline.put(buffer, length);
                watch.alive();
                there += length;
                meter.there(there);
            } while (length > 0);
        }
        return there;
    }

    private static <T> T inside(ServiceCode code, ServiceThread.Work<T> work) throws IOException {
        code.enter();
        try {
            return work.run();
        } finally {
            code.leave();
        }
    }
}

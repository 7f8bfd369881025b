// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartMemoryTest {
    private static final int THREADS = 128;
    private static final int LARGE = 1 << 18;
    /** A hundredth of what these threads would keep with a copy each. */
    private static final long MAX_DIRECT_BYTES = (long) THREADS * LARGE / 100;

    @TempDir
    private Path folder;

    @Test
    void threadsKeepNoCopyOfADirectBuffer() throws Exception {
        Path file = folder.resolve("part");
        CountDownLatch moved = new CountDownLatch(THREADS);
        CountDownLatch measured = new CountDownLatch(1);
        ByteBuffer bytes = ByteBuffer.allocateDirect(LARGE).put(0, (byte) 7).put(LARGE - 1, (byte) 7);
        List<ByteBuffer> back = Stream.generate(() -> ByteBuffer.allocateDirect(LARGE))
                .limit(THREADS)
                .toList();
        long before = direct();
        try (Part part = Part.open(file, file)) {
            List<FutureTask<ByteBuffer>> tasks = back.stream()
                    .map(buffer -> new FutureTask<>(() -> {
                        part.write(0, bytes.duplicate());
                        part.read(0, buffer);
                        moved.countDown();
                        measured.await();
                        return buffer.flip();
                    }))
                    .toList();
            tasks.forEach(task -> new Thread(task).start());
            moved.await();
            long directBytes = direct() - before;
            measured.countDown();

            for (FutureTask<ByteBuffer> task : tasks) {
                assertThat(task.get()).isEqualTo(bytes);
            }
            assertThat(directBytes).isLessThanOrEqualTo(MAX_DIRECT_BYTES);
        }
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

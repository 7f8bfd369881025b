// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartMemoryTest {
    private static final int THREADS = 128;
    private static final int LARGE = 1 << 20;
    /** Half of what these threads would keep with a buffer each. */
    private static final long MAX_DIRECT_BYTES = THREADS * FileBuffers.BYTES / 2;

    @TempDir
    private Path folder;

    @Test
    void manyThreadsKeepLittleDirectMemory() throws Exception {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, (byte) 7);
        Path file = folder.resolve("part");
        CountDownLatch moved = new CountDownLatch(THREADS);
        CountDownLatch measured = new CountDownLatch(1);
        long before = direct();
        try (Part part = Part.open(file, file)) {
            List<FutureTask<byte[]>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                tasks.add(new FutureTask<>(() -> {
                    byte[] back = new byte[LARGE];
                    part.write(0, bytes, 0, LARGE);
                    part.read(0, back, 0, LARGE);
                    moved.countDown();
                    measured.await();
                    return back;
                }));
            }
            tasks.forEach(task -> new Thread(task).start());
            moved.await();
            long directBytes = direct() - before;
            measured.countDown();

            for (FutureTask<byte[]> task : tasks) {
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

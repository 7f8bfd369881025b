// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartMemoryTest {
    private static final int LARGE = 4 << 20;
    private static final long LITTLE = 256 << 10;

    @TempDir
    private Path folder;

    @Test
    void threadThatMovesLargeArraysKeepsLittleMemoryOutsideOfTheHeap() throws Exception {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, (byte) 7);
        byte[] back = new byte[LARGE];
        Path file = folder.resolve("part");
        try (Part part = Part.open(file, file)) {
            long kept = onAThreadOfItsOwn(() -> {
                long before = direct();
                part.write(0, bytes, 0, LARGE);
                part.read(0, back, 0, LARGE);
                return direct() - before;
            });
            assertThat(kept).isLessThanOrEqualTo(LITTLE); // JDK 17 keeps what the largest call took, later ones nothing
        }
        assertThat(back).isEqualTo(bytes);
    }

    private static long onAThreadOfItsOwn(Callable<Long> work) throws Exception {
        FutureTask<Long> task = new FutureTask<>(work);
        new Thread(task).start();
        return task.get();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

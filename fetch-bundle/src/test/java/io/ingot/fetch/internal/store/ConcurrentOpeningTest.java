// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads open one store, and sweep it, at the same time. */
class ConcurrentOpeningTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 40;

    @TempDir
    Path base;

    @Test
    void everyThreadOpensTheStore() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> swept = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                swept.add(threads.submit(() -> openAndSweep(together)));
            }
            for (Future<Integer> each : swept) {
                assertThat(each.get()).isEqualTo(ROUNDS);
            }
        } finally {
            threads.shutdown();
        }
    }

    private int openAndSweep(CyclicBarrier together) throws Exception {
        int opened = 0;
        for (int round = 0; round < ROUNDS; round++) {
            together.await();
            try (Store store = Store.open(
                    base.resolve("store-" + round), TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES)) {
                store.maintenance().sweep();
                opened++;
            }
        }
        return opened;
    }
}

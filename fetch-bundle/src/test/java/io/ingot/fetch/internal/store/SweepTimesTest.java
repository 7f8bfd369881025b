// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.cache.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when a store is swept. */
class SweepTimesTest {
    private static final String ORPHAN = "store/parts/" + "1".repeat(64) + ".spare";

    @TempDir
    Path base;

    @Test
    void aStoreIsSweptOnOpeningAndHourlyNotAfterEachCommit() throws IOException {
        TestClock clock = new TestClock();
        Path orphan = base.resolve(ORPHAN);
        try (TestStore store = new TestStore(base);
                StoreProvider provider = new StoreProvider(Runnable::run, clock, TestStore.PIPELINES)) {
            Files.createFile(orphan);
            provider.configure(store.store.folder(), TestStore.LINKING);
            provider.acquire().close();
            assertThat(orphan).doesNotExist();
            Files.createFile(orphan);
            provider.cleanInBackground();
            provider.acquire().close();
            assertThat(orphan).exists();
            clock.pass(Duration.ofHours(1));
            provider.acquire().close();
            assertThat(orphan).doesNotExist();
        }
    }
}

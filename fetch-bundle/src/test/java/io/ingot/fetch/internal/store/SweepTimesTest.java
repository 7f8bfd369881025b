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

/** When what crashes left is looked for. */
class SweepTimesTest {
    private static final String WRECK = "store/parts/" + "1".repeat(64) + ".spare";

    @TempDir
    Path base;

    @Test
    void aSweepIsDoneAtOpeningAndHourlyNotAfterEachCommit() throws IOException {
        TestClock clock = new TestClock();
        Path wreck = base.resolve(WRECK);
        try (TestStore store = new TestStore(base);
                StoreProvider room = new StoreProvider(Runnable::run, clock)) {
            Files.createFile(wreck);
            room.furnish(store.store.folder(), TestStore.LINKING);
            room.enter().close();
            assertThat(wreck).doesNotExist();
            Files.createFile(wreck);
            room.clean();
            room.enter().close();
            assertThat(wreck).exists();
            clock.pass(Duration.ofHours(1));
            room.enter().close();
            assertThat(wreck).doesNotExist();
        }
    }
}

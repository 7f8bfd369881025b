// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    @Test
    void secondIsRefusedAndToldWhoTheFirstIs() throws Exception {
        Home home = new Home(folder);
        try (RunLock first = RunLock.take(home)) {
            assertThat(first.storage()).startsWithRaw(folder);

            Failure failure = catchThrowableOfType(Failure.class, () -> RunLock.take(home));

            assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
            assertThat(failure)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void freedLockIsTakenAgain() throws Exception {
        Home home = new Home(folder);
        RunLock.take(home).close();

        try (RunLock again = RunLock.take(home)) {
            assertThat(again.storage()).doesNotExist();
        }
    }

    @Test
    void whatACrashLeftIsSweptAway() throws Exception {
        Home home = new Home(folder);
        Path left;
        try (RunLock crashed = RunLock.take(home)) {
            left = Files.createDirectories(crashed.storage().resolve("bundles/bundle7"));
        }
        Files.createDirectories(left);

        try (RunLock lock = RunLock.take(home)) {
            assertThat(lock.storage()).doesNotExist();
        }
    }
}

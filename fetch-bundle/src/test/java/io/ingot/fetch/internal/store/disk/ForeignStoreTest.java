// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.file.TrustedUsers;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignStoreTest {
    private static final int STRANGER = 4343;

    @TempDir
    private Path base;

    @Test
    void aStoreOfAnotherUserIsRefused() throws IOException {
        StoreLayout store =
                new StoreLayout(Files.createDirectory(base.toRealPath().resolve("store")));
        TrustedUsers self = TrustedUsers.current();
        assertThatCode(() -> new StoreOwners(store, self).check()).doesNotThrowAnyException();
        ImageException failure = catchThrowableOfType(
                ImageException.class, () -> new StoreOwners(store, strangersTo(store.root(), self)).check());
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll("can be changed by others (user ", "run as that user");
    }

    /** Users of whom none owns a file: it is given away where this process may do that. */
    private static TrustedUsers strangersTo(Path file, TrustedUsers self) throws IOException {
        if (self.self() == 0) {
            Files.setAttribute(file, "unix:uid", STRANGER);
            return self;
        }
        return new TrustedUsers(STRANGER);
    }
}

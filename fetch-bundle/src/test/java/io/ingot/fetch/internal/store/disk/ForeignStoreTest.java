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
    private static final int OTHER_UID = 4343;

    @TempDir
    private Path base;

    @Test
    void aStoreOfAnotherUserIsRefused() throws IOException {
        StoreLayout store =
                new StoreLayout(Files.createDirectory(base.toRealPath().resolve("store")));
        TrustedUsers self = TrustedUsers.current();
        assertThatCode(() -> new StoreOwners(store, self).check()).doesNotThrowAnyException();
        ImageException failure = catchThrowableOfType(
                ImageException.class, () -> new StoreOwners(store, usersOtherThanOwnerOf(store.root(), self)).check());
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll("can be changed by others (user ", "run as that user");
    }

    /** Returns users that do not own a file; changes its owner if this process is root. */
    private static TrustedUsers usersOtherThanOwnerOf(Path file, TrustedUsers self) throws IOException {
        if (self.self() == 0) {
            Files.setAttribute(file, "unix:uid", OTHER_UID);
            return self;
        }
        return new TrustedUsers(OTHER_UID);
    }
}

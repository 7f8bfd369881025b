// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which owners and modes of a store are accepted. */
class StoreOwnersTest {
    @TempDir
    Path base;

    private Path root;

    @BeforeEach
    void nameStore() throws IOException {
        root = base.toRealPath().resolve("store");
    }

    @Test
    void anOwnStoreInAStickyFolderIsAccepted() throws IOException {
        Files.setAttribute(base, "unix:mode", 01777);
        assertThatCode(this::open).doesNotThrowAnyException();
        assertThatCode(this::open).doesNotThrowAnyException();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void aStoreInAFolderThatOthersMayWriteIsRefusedAndNotCreated() throws IOException {
        Files.setAttribute(base, "unix:mode", 0777);
        assertRefused(base.toRealPath(), "mode 0777");
        assertThat(root).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "images", "entries", "references", "seen", "parts", "leases", "FORMAT", "LOCK"})
    void aStoreWithFilesThatOthersMayWriteIsRefused(String own) throws IOException {
        open();
        Path file = own.isEmpty() ? root : root.resolve(own);
        Files.setAttribute(file, "unix:mode", 01777);
        assertRefused(file, "mode 1777");
    }

    @Test
    void anOwnLinkToAStoreIsFollowed() throws IOException {
        open();
        Path link = Files.createSymbolicLink(base.toRealPath().resolve("link"), root);
        Store.open(link, TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES)
                .close();
        Files.setAttribute(base, "unix:mode", 0777);
        assertThat(catchThrowableOfType(
                                ImageException.class,
                                () -> Store.open(link, TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES))
                        .code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void recordsThatOthersMayWriteCountAsAbsent() throws IOException {
        try (TestStore store = new TestStore(base)) {
            StoredContent image = store.put("http://mirror/a", "image");
            for (String folder : List.of("entries", "references", "seen")) {
                for (String name : store.in(folder)) {
                    Path record = root.resolve(folder).resolve(name);
                    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-rw-rw-"));
                }
            }
            assertThat(store.store
                            .contents()
                            .reference(TestStore.names("http://mirror/a", TestStore.version("v of image"))
                                    .referenceKey()))
                    .isEmpty();
            assertThat(store.store.contents().find(image.sha256(), store.call)).isEmpty();
        }
    }

    private void open() throws ImageException {
        Store.open(root, TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES)
                .close();
    }

    private void assertRefused(Path place, String fact) {
        ImageException failure = catchThrowableOfType(ImageException.class, this::open);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure)
                .hasMessageContainingAll(
                        root.toString(), place + " can be changed by others", fact, "io.ingot.fetch/store");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which renames of a placed file are explained, and which make the store read the image. */
class NameChangeTest {
    private static final String SHA256 = TestStore.sha256(TestStore.bytes("image"));

    @TempDir
    Path base;

    private final AtomicInteger read = new AtomicInteger();
    private TestStore store;
    private Path placed;
    private Path renamed;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base, TestStore.LINKING, new StoreDisk() {
            @Override
            public FileChannel open(Path file) throws IOException {
                read.incrementAndGet();
                return super.open(file);
            }
        });
        StoredContent image = store.put("http://mirror/a.qcow2", "image");
        placed = store.place(image, "one");
        renamed = placed.resolveSibling("renamed");
        TestStore.laterThan(placed);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRenameByTheStoreNeedsNoReading() throws IOException {
        store.store.contents().changeNames(SHA256, this::rename);
        assertThat(renamed).hasContent("image");
        assertThat(store.find("image")).isPresent();
        assertThat(read).hasValue(0);
    }

    @Test
    void afterARenameByAnotherProgramTheImageIsReadOnce() throws IOException {
        rename();
        assertThat(store.find("image")).isPresent();
        assertThat(store.find("image")).isPresent();
        assertThat(read).hasValue(1);
    }

    @Test
    void aHiddenWriteBeforeTheRenameIsDetected() throws IOException {
        TestStore.overwrite(placed, "IMAGE", true);
        store.store.contents().changeNames(SHA256, this::rename);
        assertThat(store.find("image")).isEmpty();
        assertThat(read).hasValue(1);
    }

    @Test
    void aHiddenWriteAfterTheRenameIsDetected() throws IOException {
        store.store.contents().changeNames(SHA256, this::rename);
        TestStore.overwrite(renamed, "IMAGE", true);
        assertThat(store.find("image")).isEmpty();
    }

    @Test
    void aWriteDuringTheChangeIsDetected() throws IOException {
        store.store.contents().changeNames(SHA256, () -> {
            TestStore.overwrite(placed, "IMAGE", false);
            rename();
        });
        assertThat(store.find("image")).isEmpty();
    }

    @Test
    void aLinkRemovedWithTheRenameIsExplained() throws IOException {
        Files.createLink(renamed, placed);
        store.store.contents().changeNames(SHA256, () -> {
            rename(); // rename(2) of two names of one file leaves both
            Files.deleteIfExists(placed);
        });
        assertThat(store.find("image")).isPresent();
        assertThat(read).hasValue(0);
    }

    @Test
    void renamesOfSeveralNodesOneAfterTheOtherNeedNoReading() throws IOException {
        Path other = store.place(store.find("image").orElseThrow(), "two");
        TestStore.laterThan(other);
        store.store.contents().changeNames(SHA256, this::rename);
        TestStore.laterThan(other);
        store.store.contents().changeNames(SHA256, () -> Files.move(other, other.resolveSibling("renamed")));
        assertThat(store.find("image")).isPresent();
        assertThat(read).hasValue(0);
    }

    @Test
    void theChangeIsMadeEvenIfTheImageIsNotStored() throws IOException {
        store.store.contents().changeNames("0".repeat(64), this::rename);
        assertThat(renamed).exists();
        assertThat(store.in("seen")).containsExactly(SHA256);
    }

    @Test
    void aFailedChangeKeepsTheFingerprint() throws IOException {
        String before = Files.readString(store.fingerprint("image"));
        assertThatThrownBy(() -> store.store.contents().changeNames(SHA256, () -> {
                    throw new NoSuchFileException("staged");
                }))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(store.fingerprint("image")).hasContent(before);
        store.store.contents().changeNames(SHA256, this::rename);
        assertThat(renamed).exists();
    }

    private void rename() throws IOException {
        Files.move(placed, renamed, StandardCopyOption.ATOMIC_MOVE);
    }
}

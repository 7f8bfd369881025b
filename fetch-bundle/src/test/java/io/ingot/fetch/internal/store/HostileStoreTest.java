// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a store whose folder has files that an attacker planted. */
class HostileStoreTest {
    private static final String REFERENCE = "http://mirror/a.qcow2";

    @TempDir
    Path base;

    private TestStore store;
    private StoredContent image;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base);
        image = store.put(REFERENCE, "image");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{}",
                "{\"sha256\":7}",
                "{\"sha256\":\"../../etc/passwd\"}",
                "{\"sha256\":\"a\",\"sha256\":\"b\"}",
                "{\"size\":1e400}",
                "{\"size\":-1}",
                "{\"digests\":[]}"
            })
    void anInvalidRecordCountsAsAbsent(String text) throws IOException {
        Files.writeString(reference(), text);
        Files.writeString(base.resolve("store/entries/" + image.sha256() + ".json"), text);
        assertThat(store.store.contents().reference(key())).isEmpty();
        assertThat(store.store.maintenance().list()).isEmpty();
        assertThat(store.find("image")).isEmpty();
    }

    @Test
    void aDeeplyNestedRecordIsRefused() throws IOException {
        Files.writeString(reference(), "{\"info\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(store.store.contents().reference(key())).isEmpty();
    }

    @Test
    void aHugeRecordIsNotRead() throws IOException {
        try (var file = new RandomAccessFile(reference().toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThat(store.store.contents().reference(key())).isEmpty();
    }

    @Test
    void aRecordOfAnotherImageIsNotTrusted() throws IOException {
        StoredContent other = store.put("http://mirror/b", "other");
        Files.copy(
                base.resolve("store/entries/" + other.sha256() + ".json"),
                base.resolve("store/entries/" + image.sha256() + ".json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.find("image")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "A", "/", "x\0y"})
    void anInvalidKeyDoesNotBecomeAPath(String key) {
        assertThatThrownBy(() -> store.store.contents().reference(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.store.space().tryLock(key, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.store.maintenance().remove(key, store.call))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void aLinkThatReplacesAnImageIsNotFollowed() throws IOException {
        Path secret = Files.writeString(base.resolve("secret"), "image");
        Files.delete(image.path());
        Files.createSymbolicLink(image.path(), secret);
        assertThat(store.find("image")).isEmpty();
        assertThat(secret).hasContent("image");
        assertThat(Files.exists(image.path(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aLinkThatReplacesARecordIsNotFollowed() throws IOException {
        Path target = Files.move(reference(), base.resolve("target"));
        Files.createSymbolicLink(reference(), target);
        assertThat(store.store.contents().reference(key())).isEmpty();
        store.put(REFERENCE, "another");
        assertThat(target).exists();
        assertThat(store.store.contents().reference(key())).isPresent();
    }

    @Test
    void aLinkThatReplacesTheLockFileIsNotFollowed() throws IOException {
        store.close();
        Path target = Files.createFile(base.resolve("target"));
        Files.delete(base.resolve("store/LOCK"));
        Files.createSymbolicLink(base.resolve("store/LOCK"), target);
        store = new TestStore(base);
        assertThat(store.store.isWritable()).isFalse();
    }

    @Test
    void filesWithOtherNamesAreNotChanged() throws IOException {
        for (String folder : new String[] {"images", "entries", "references", "seen", "parts", "leases", ""}) {
            Files.writeString(base.resolve("store").resolve(folder).resolve("notes.txt"), "mine");
        }
        store.store.maintenance().sweep();
        store.store.maintenance().clean();
        store.store.maintenance().verify(store.call);
        for (String folder : new String[] {"images", "entries", "references", "seen", "parts", "leases", ""}) {
            assertThat(base.resolve("store").resolve(folder).resolve("notes.txt"))
                    .hasContent("mine");
        }
    }

    @Test
    void anInvalidReservationDoesNotCount() throws IOException {
        String key = "a".repeat(64);
        try (TransferLock lock = store.store.space().tryLock(key, true).orElseThrow()) {
            Files.writeString(base.resolve("store/parts/" + key + ".deadbeef.space"), "all of it");
            store.store.space().reserve(lock, 1, store.call).close();
            Files.writeString(base.resolve("store/parts/" + key + ".deadbeef.space"), "" + Long.MAX_VALUE);
            assertThatThrownBy(() -> store.store.space().reserve(lock, 1, store.call))
                    .isInstanceOf(ImageException.class);
        }
    }

    private Path reference() throws IOException {
        return base.resolve("store/references/" + key() + ".json");
    }

    private static String key() throws ImageException {
        return ContentNames.referenceKey(TestStore.request(REFERENCE));
    }
}

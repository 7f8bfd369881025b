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

/** What somebody planted in the store's folder. */
class HostileStoreTest {
    private static final String REFERENCE = "http://mirror/a.qcow2";

    @TempDir
    Path base;

    private TestStore store;
    private StoredContent held;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base);
        held = store.put(REFERENCE, "image");
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
    void aRecordThatIsNoneCountsAsAbsent(String text) throws IOException {
        Files.writeString(reference(), text);
        Files.writeString(base.resolve("store/entries/" + held.sha256() + ".json"), text);
        assertThat(store.store.contents().reference(key())).isEmpty();
        assertThat(store.store.maintenance().list()).isEmpty();
        assertThat(store.held("image")).isEmpty();
    }

    @Test
    void aDeepRecordIsNotDescendedInto() throws IOException {
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
    void aRecordThatNamesAnotherContentThanItsOwnIsNotBelieved() throws IOException {
        StoredContent other = store.put("http://mirror/b", "other");
        Files.copy(
                base.resolve("store/entries/" + other.sha256() + ".json"),
                base.resolve("store/entries/" + held.sha256() + ".json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.held("image")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "A", "/", "x\0y"})
    void aKeyThatIsNoneBecomesNoPath(String key) {
        assertThatThrownBy(() -> store.store.contents().reference(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.store.space().tryLock(key, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.store.maintenance().remove(key, store.call))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void aLinkInThePlaceOfAContentIsNotFollowed() throws IOException {
        Path secret = Files.writeString(base.resolve("secret"), "image");
        Files.delete(held.path());
        Files.createSymbolicLink(held.path(), secret);
        assertThat(store.held("image")).isEmpty();
        assertThat(secret).hasContent("image");
        assertThat(Files.exists(held.path(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aLinkInThePlaceOfARecordIsNotFollowed() throws IOException {
        Path elsewhere = Files.move(reference(), base.resolve("elsewhere"));
        Files.createSymbolicLink(reference(), elsewhere);
        assertThat(store.store.contents().reference(key())).isEmpty();
        store.put(REFERENCE, "another");
        assertThat(elsewhere).exists();
        assertThat(store.store.contents().reference(key())).isPresent();
    }

    @Test
    void aLinkInThePlaceOfTheLockFileIsNotFollowed() throws IOException {
        store.close();
        Path elsewhere = Files.createFile(base.resolve("elsewhere"));
        Files.delete(base.resolve("store/LOCK"));
        Files.createSymbolicLink(base.resolve("store/LOCK"), elsewhere);
        store = new TestStore(base);
        assertThat(store.store.isWritable()).isFalse();
    }

    @Test
    void whatIsNotOfOurNamingIsLeftAlone() throws IOException {
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
    void aPromiseOfRoomThatIsNoneDoesNotCount() throws IOException {
        String key = "a".repeat(64);
        try (TransferLock turn = store.store.space().tryLock(key, true).orElseThrow()) {
            Files.writeString(base.resolve("store/parts/" + key + ".deadbeef.space"), "all of it");
            store.store.space().reserve(turn, 1, store.call).close();
            Files.writeString(base.resolve("store/parts/" + key + ".deadbeef.space"), "" + Long.MAX_VALUE);
            assertThatThrownBy(() -> store.store.space().reserve(turn, 1, store.call))
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

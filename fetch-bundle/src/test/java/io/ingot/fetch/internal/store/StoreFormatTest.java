// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which folders are accepted as a store, by their format. */
class StoreFormatTest {
    private static final String REFERENCE = "http://mirror.example/a.qcow2";
    private static final String CONTENT = "an image of format 1\n";

    @TempDir
    Path base;

    @Test
    void aStoreOfFormat1IsRead() throws Exception {
        copyFixture();
        try (TestStore store = new TestStore(base)) {
            assertThat(store.store.maintenance().list()).singleElement().satisfies(image -> {
                assertThat(image.references()).containsExactly(REFERENCE);
                assertThat(image.digests())
                        .extracting(sum -> sum.algorithm())
                        .containsExactly("sha256", "sha512", "md5");
            });
            RecordedReference recorded = store.store
                    .contents()
                    .reference(ContentNames.referenceKey(TestStore.request(REFERENCE)))
                    .orElseThrow();
            assertThat(recorded.info().version()).contains("etag:\"v1\"");
            ContentNames names = TestStore.names(REFERENCE, recorded.info());
            assertThat(names.vouchedKeys()).hasSize(1);
            assertThat(store.store.contents().reference(names.vouchedKeys().get(0)))
                    .contains(recorded);
            StoredContent image =
                    store.store.contents().find(recorded.sha256(), store.call).orElseThrow();
            assertThat(store.place(image, "node")).hasContent(CONTENT);
            assertThat(store.store.maintenance().sweep()).isZero();
            assertThat(store.store
                            .maintenance()
                            .remove(ImageReference.parse(REFERENCE), store.call)
                            .size())
                    .isEqualTo(CONTENT.length());
            assertThat(store.in("images")).isEmpty();
        }
    }

    @Test
    void onlyTheOwnerCanEnterAStore() throws IOException {
        try (TestStore store = new TestStore(base)) {
            store.put(REFERENCE, "image");
            for (String name : List.of("", "images", "entries", "references", "seen", "parts", "leases")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                                base.resolve("store").resolve(name))))
                        .isEqualTo("rwx------");
            }
            assertThat(base.resolve("store/FORMAT")).hasContent("ingot-store 1\n");
        }
    }

    @Test
    void aStoreThatAnotherProcessInitializesConcurrentlyIsShared() throws IOException {
        StoreDisk disk = new StoreDisk() {
            private boolean made;

            @Override
            protected void before(String operation, Path path) throws IOException {
                if (!made) {
                    made = true;
                    try (TestStore other = new TestStore(base)) {
                        other.put(REFERENCE, "image");
                    }
                }
            }
        };

        try (TestStore store = new TestStore(base, TestStore.LINKING, disk)) {
            assertThat(store.store.maintenance().list()).hasSize(1);
        }
    }

    @Test
    void aNewerFormatIsRefusedAndBothFormatsAreNamed() throws IOException {
        Files.createDirectory(base.resolve("store"));
        Files.writeString(base.resolve("store/FORMAT"), "ingot-store 2\n");
        assertRefused("has format 2", "up to format 1");
        assertThat(base.resolve("store")).isDirectoryNotContaining("glob:**images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ingot-store",
                "ingot-store 0\n",
                "ingot-store 1\nmore",
                "qemu 1\n",
                "ingot-store 99999999999\n"
            })
    void anInvalidFormatIsRefused(String text) throws IOException {
        Files.createDirectory(base.resolve("store"));
        Files.writeString(base.resolve("store/FORMAT"), text);
        assertRefused("is not an image store", "empty folder");
    }

    @Test
    void aFolderWithOtherFilesIsRefusedAndNotChanged() throws IOException {
        Files.createDirectory(base.resolve("store"));
        Files.writeString(base.resolve("store/letter.txt"), "dear");
        assertRefused("'letter.txt'", "is not an image store");
        assertThat(base.resolve("store")).isDirectoryNotContaining("glob:**FORMAT");
    }

    @Test
    void aFileIsRefusedAndNotChanged() throws IOException {
        Files.writeString(base.resolve("store"), "dear");
        assertRefused("is not an image store", "not a directory");
        assertThat(base.resolve("store")).hasContent("dear");
    }

    @Test
    void theRootOfAFileSystemIsAccepted() throws IOException {
        Files.createDirectories(base.resolve("store/lost+found"));
        new TestStore(base).close();
        assertThat(base.resolve("store/FORMAT")).exists();
    }

    @Test
    void anInterruptedInitializationIsFinished() throws IOException {
        Files.createDirectories(base.resolve("store/images"));
        Files.createFile(base.resolve("store/LOCK"));
        new TestStore(base).close();
        assertThat(base.resolve("store/FORMAT")).exists();
    }

    @Test
    void aFolderWithOtherImagesIsRefusedAndNotChanged() throws IOException {
        Path image = base.resolve("store/images").resolve("a".repeat(64));
        Files.createDirectories(image.getParent());
        Files.writeString(image, "mine");
        assertRefused("files in 'images'", "is not an image store");
        assertThat(image).hasContent("mine");
        assertThat(base.resolve("store/FORMAT")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "entries", "references", "seen", "parts", "leases"})
    void aSubfolderThatIsALinkIsRefused(String name) throws IOException {
        new TestStore(base).close();
        Files.delete(base.resolve("store").resolve(name));
        Files.createSymbolicLink(base.resolve("store").resolve(name), Files.createDirectory(base.resolve("target")));
        assertRefused(name + " is not a directory");
    }

    private void assertRefused(String... fragments) {
        assertThatThrownBy(() -> new TestStore(base).close())
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContainingAll(fragments)
                .hasMessageContaining("io.ingot.fetch/store");
    }

    private void copyFixture() throws IOException, URISyntaxException {
        Path fixture = Path.of(Objects.requireNonNull(StoreFormatTest.class.getResource("/store-1"))
                .toURI());
        try (var files = Files.walk(fixture)) {
            for (Path file : files.toList()) {
                Path target =
                        base.resolve("store").resolve(fixture.relativize(file).toString());
                Files.copy(file, target);
            }
        }
    }
}

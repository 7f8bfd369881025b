// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which stored images are used again, and which are read or dropped. */
class StoreHitTest {
    private static final String REFERENCE = "http://mirror/a.qcow2";

    @TempDir
    Path base;

    private final AtomicInteger reads = new AtomicInteger();
    private TestStore store;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base, TestStore.LINKING, new StoreDisk() {
            @Override
            public FileChannel open(Path file) throws IOException {
                reads.incrementAndGet();
                return super.open(file);
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("C-06: a stored image is linked to the node; nothing is read, no sweep runs")
    void aStoredImageIsLinkedToTheNode() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        assertThat(store.place(image, "one")).hasContent("image");
        assertThat(store.place(image, "two")).hasContent("image");
        assertThat(TestStore.links(image.path())).isEqualTo(3);
        assertThat(store.find("image")).contains(image);
        assertThat(reads).hasValue(0);
    }

    @Test
    @DisplayName("C-05: a node's file that is a link to the stored image already stays")
    void placingAgainAtTheSameDestinationChangesNothing() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        store.place(image, "one");
        assertThat(store.place(image, "one")).hasContent("image");
        assertThat(TestStore.links(image.path())).isEqualTo(2);
        assertThat(base.resolve("nodes/one")).isDirectoryNotContaining(file -> !file.endsWith("disk"));
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(0);
    }

    @Test
    void aRemovedLinkExplainsTheTimeOfChange() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        Path node = store.place(image, "one");
        TestStore.laterThan(image.path());
        Files.delete(node);
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(0);
    }

    @Test
    void anAddedLinkExplainsTheTimeOfChange() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        TestStore.laterThan(image.path());
        Files.createLink(base.resolve("other"), image.path());
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(0);
    }

    @Test
    void aWriteThroughANodesLinkIsDetected() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "IMAGE", false);
        assertThat(store.find("image")).isEmpty();
        assertThat(node).hasContent("IMAGE");
        assertThat(reads).hasValue(0);
        assertThat(store.in("images")).isEmpty();
        assertThat(store.in("entries")).isEmpty();
        assertThat(store.in("references")).isEmpty();
        assertThat(store.in("seen")).isEmpty();
    }

    @Test
    void aWriteThroughANodesLinkIsDetectedThoughItsTimeWasReset() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "IMAGE", true);
        assertThat(store.find("image")).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void aWriteOfOtherLengthIsDetected() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "longer than it was", true);
        assertThat(store.find("image")).isEmpty();
        assertThat(reads).hasValue(0);
    }

    @Test
    void aWriteBetweenCheckAndPlacementIsDetected() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        TestStore.overwrite(image.path(), "IMAGE", true);
        assertThat(store.store.contents().place(image, store.node("one"), store.call))
                .isEmpty();
        assertThat(base.resolve("nodes/one")).isEmptyDirectory();
    }

    @Test
    void afterAChangeOfModeTheImageIsReadOnce() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        TestStore.laterThan(image.path());
        Files.setPosixFilePermissions(image.path(), Files.getPosixFilePermissions(image.path()));
        assertThat(store.find("image")).isPresent();
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(1);
    }

    @Test
    void anImageWithANewModificationTimeIsDroppedWithoutReading() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        Files.setLastModifiedTime(image.path(), FileTime.fromMillis(1));
        assertThat(store.find("image")).isEmpty();
        assertThat(reads).hasValue(0);
    }

    @Test
    void anotherFileOfTheSameNameAndTimeIsRead() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        store.place(image, "one");
        Path other = Files.copy(image.path(), base.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(other, image.path(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(1);
    }

    @Test
    void withoutAFingerprintTheImageIsRead() throws IOException {
        store.put(REFERENCE, "image");
        Files.delete(store.fingerprint("image"));
        assertThat(store.find("image")).isPresent();
        assertThat(store.find("image")).isPresent();
        assertThat(reads).hasValue(1);
    }

    @Test
    void aTruncatedFingerprintCountsAsAbsent() throws IOException {
        store.put(REFERENCE, "image");
        String complete = Files.readString(store.fingerprint("image"));
        for (int length = 0; length < complete.length() - 1; length += 7) {
            reads.set(0);
            Files.writeString(store.fingerprint("image"), complete.substring(0, length));
            assertThat(store.find("image")).isPresent();
            assertThat(reads).hasValue(1);
        }
    }

    @Test
    void aTruncatedFingerprintDoesNotHideAWrite() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        TestStore.overwrite(image.path(), "IMAGE", true);
        Files.writeString(store.fingerprint("image"), "{");
        assertThat(store.find("image")).isEmpty();
    }

    @Test
    void aHitForcesNothingToDisk() throws IOException {
        List<String> forced = new ArrayList<>();
        store.put(REFERENCE, "image");
        try (TestStore again = new TestStore(base, TestStore.LINKING, new StoreDisk() {
            @Override
            protected void before(String operation, Path path) {
                if (operation.equals("force")) {
                    forced.add(path.toString());
                }
            }
        })) {
            StoredContent image = again.find("image").orElseThrow();
            again.place(image, "one");
            again.store
                    .contents()
                    .recordNames(
                            TestStore.names(REFERENCE, TestStore.version("v of image")),
                            image,
                            TestStore.version("v of image"),
                            again.call);
        }
        assertThat(forced).isEmpty();
    }

    @Test
    void aDigestIsComputedOnceAndRecorded() throws IOException {
        StoredContent image = store.put(REFERENCE, "image");
        StoredContent more = store.store
                .contents()
                .withDigests(image, List.of("sha512", "md5"), store.call)
                .orElseThrow();
        assertThat(more.digest("SHA-512").orElseThrow().hex())
                .isEqualTo(TestStore.hex("SHA-512", TestStore.bytes("image")));
        assertThat(more.digest("md5").orElseThrow().hex()).isEqualTo(TestStore.hex("MD5", TestStore.bytes("image")));
        store.place(more, "one");
        assertThat(store.find("image").orElseThrow().digests()).containsExactlyInAnyOrderElementsOf(more.digests());
        assertThat(store.store.contents().withDigests(image, List.of("md5"), store.call))
                .isPresent();
        assertThat(reads).hasValue(1);
    }

    @Test
    void unknownImagesAndKeysAreAbsent() throws IOException {
        assertThat(store.find("image")).isEqualTo(Optional.empty());
        assertThat(store.store.contents().reference("0".repeat(64))).isEmpty();
    }

    @Test
    @DisplayName("C-24: validators of the origin are recorded and compared, never the local time of writing")
    void validatorsOfTheOriginAreRecorded() throws IOException {
        store.put(REFERENCE, "image");
        RecordedReference recorded = store.store
                .contents()
                .reference(ContentNames.referenceKey(TestStore.request(REFERENCE)))
                .orElseThrow();
        assertThat(recorded.sha256()).isEqualTo(TestStore.sha256(TestStore.bytes("image")));
        assertThat(recorded.info()).isEqualTo(TestStore.version("v of image"));
    }
}

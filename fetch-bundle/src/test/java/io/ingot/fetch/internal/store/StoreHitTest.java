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

/** What is handed out again, and what is not. */
class StoreHitTest {
    private static final String REFERENCE = "http://mirror/a.qcow2";

    @TempDir
    Path base;

    private final AtomicInteger images = new AtomicInteger();
    private TestStore store;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base, TestStore.LINKING, new StoreDisk() {
            @Override
            public FileChannel open(Path file) throws IOException {
                images.incrementAndGet();
                return super.open(file);
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("C-06: what is held is linked to the node; nothing is read, no sweep runs")
    void whatIsHeldIsLinkedToTheNode() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        assertThat(store.place(held, "one")).hasContent("image");
        assertThat(store.place(held, "two")).hasContent("image");
        assertThat(TestStore.links(held.path())).isEqualTo(3);
        assertThat(store.held("image")).contains(held);
        assertThat(images).hasValue(0);
    }

    @Test
    @DisplayName("C-05: a node's file that is the held one already stays, and is placed all the same")
    void placingAgainWhereItStandsChangesNothing() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        store.place(held, "one");
        assertThat(store.place(held, "one")).hasContent("image");
        assertThat(TestStore.links(held.path())).isEqualTo(2);
        assertThat(base.resolve("nodes/one")).isDirectoryNotContaining(file -> !file.endsWith("disk"));
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(0);
    }

    @Test
    void aNodeThatRemovedItsLinkExplainsTheTimeOfChange() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        Path node = store.place(held, "one");
        TestStore.laterThan(held.path());
        Files.delete(node);
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(0);
    }

    @Test
    void aLinkThatSomebodyMadeExplainsTheTimeOfChange() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        TestStore.laterThan(held.path());
        Files.createLink(base.resolve("other"), held.path());
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(0);
    }

    @Test
    void aWriteThroughANodesLinkIsNoticed() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "IMAGE", false);
        assertThat(store.held("image")).isEmpty();
        assertThat(node).hasContent("IMAGE");
        assertThat(images).hasValue(0);
        assertThat(store.in("images")).isEmpty();
        assertThat(store.in("entries")).isEmpty();
        assertThat(store.in("references")).isEmpty();
        assertThat(store.in("seen")).isEmpty();
    }

    @Test
    void aWriteThroughANodesLinkIsNoticedThoughItsTimeWasSetBack() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "IMAGE", true);
        assertThat(store.held("image")).isEmpty();
        assertThat(images).hasValue(1);
    }

    @Test
    void aWriteOfOtherLengthIsNoticed() throws IOException {
        Path node = store.place(store.put(REFERENCE, "image"), "one");
        TestStore.overwrite(node, "longer than it was", true);
        assertThat(store.held("image")).isEmpty();
        assertThat(images).hasValue(0);
    }

    @Test
    void aWriteBetweenTheLookAndThePlacingIsNoticed() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        TestStore.overwrite(held.path(), "IMAGE", true);
        assertThat(store.store.contents().place(held, store.node("one"), store.call))
                .isEmpty();
        assertThat(base.resolve("nodes/one")).isEmptyDirectory();
    }

    @Test
    void aChangeOfModeIsUnexplainedAndReadOnce() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        TestStore.laterThan(held.path());
        Files.setPosixFilePermissions(held.path(), Files.getPosixFilePermissions(held.path()));
        assertThat(store.held("image")).isPresent();
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(1);
    }

    @Test
    void aNewTimeOfBytesIsNotReadButDropped() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        Files.setLastModifiedTime(held.path(), FileTime.fromMillis(1));
        assertThat(store.held("image")).isEmpty();
        assertThat(images).hasValue(0);
    }

    @Test
    void anotherFileOfTheSameNameAndTimeIsRead() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        store.place(held, "one");
        Path other = Files.copy(held.path(), base.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(other, held.path(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(1);
    }

    @Test
    void withoutAWitnessItIsReadAnew() throws IOException {
        store.put(REFERENCE, "image");
        Files.delete(store.witness("image"));
        assertThat(store.held("image")).isPresent();
        assertThat(store.held("image")).isPresent();
        assertThat(images).hasValue(1);
    }

    @Test
    void aTornWitnessCountsAsNone() throws IOException {
        store.put(REFERENCE, "image");
        String whole = Files.readString(store.witness("image"));
        for (int length = 0; length < whole.length() - 1; length += 7) {
            images.set(0);
            Files.writeString(store.witness("image"), whole.substring(0, length));
            assertThat(store.held("image")).isPresent();
            assertThat(images).hasValue(1);
        }
    }

    @Test
    void aTornWitnessSavesNothingThatWasWrittenTo() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        TestStore.overwrite(held.path(), "IMAGE", true);
        Files.writeString(store.witness("image"), "{");
        assertThat(store.held("image")).isEmpty();
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
            StoredContent held = again.held("image").orElseThrow();
            again.place(held, "one");
            again.store
                    .contents()
                    .recordNames(
                            TestStore.names(REFERENCE, TestStore.version("v of image")),
                            held,
                            TestStore.version("v of image"),
                            again.call);
        }
        assertThat(forced).isEmpty();
    }

    @Test
    void aDigestIsComputedOnceAndRemembered() throws IOException {
        StoredContent held = store.put(REFERENCE, "image");
        StoredContent more = store.store
                .contents()
                .withDigests(held, List.of("sha512", "md5"), store.call)
                .orElseThrow();
        assertThat(more.digest("SHA-512").orElseThrow().hex())
                .isEqualTo(TestStore.hex("SHA-512", TestStore.bytes("image")));
        assertThat(more.digest("md5").orElseThrow().hex()).isEqualTo(TestStore.hex("MD5", TestStore.bytes("image")));
        store.place(more, "one");
        assertThat(store.held("image").orElseThrow().digests()).containsExactlyInAnyOrderElementsOf(more.digests());
        assertThat(store.store.contents().withDigests(held, List.of("md5"), store.call))
                .isPresent();
        assertThat(images).hasValue(1);
    }

    @Test
    void whatIsNotHeldIsAbsent() throws IOException {
        assertThat(store.held("image")).isEqualTo(Optional.empty());
        assertThat(store.store.contents().reference("0".repeat(64))).isEmpty();
    }

    @Test
    @DisplayName("C-24: the validators that were shown are recorded and compared, never the local time of writing")
    void whatWasShownIsRemembered() throws IOException {
        store.put(REFERENCE, "image");
        RecordedReference remembered = store.store
                .contents()
                .reference(ContentNames.referenceKey(TestStore.request(REFERENCE)))
                .orElseThrow();
        assertThat(remembered.sha256()).isEqualTo(TestStore.sha256(TestStore.bytes("image")));
        assertThat(remembered.info()).isEqualTo(TestStore.version("v of image"));
    }
}

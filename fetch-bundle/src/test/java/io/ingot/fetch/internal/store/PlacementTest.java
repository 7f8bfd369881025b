// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how images are placed, stored once, and removed. */
class PlacementTest {
    private static final String REFERENCE = "http://mirror/a.qcow2";
    /** A quarter of a MiB: one block with data, and metadata of the file system. */
    private static final long MOST_BLOCKS_OF_SPARSE = 512;

    @TempDir
    Path base;

    @Test
    @DisplayName("C-08: a transferred image is stored, and linked to the node")
    void aTransferredImageIsStoredAndLinked() throws IOException {
        try (TestStore store = new TestStore(base)) {
            FetchDestination node = store.node("one");
            PlacedContent placed = store.commitAndPlace(REFERENCE, "image", node);
            assertThat(placed.method()).isEqualTo(PlacementMethod.LINK);
            assertThat(node.path()).hasContent("image");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.path())))
                    .isEqualTo("r--r--r--");
            assertThat(store.in("parts")).isEmpty();
            assertThat(store.find("image")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {04444, 02444, 01444})
    void setuidSetgidAndStickyBitsReachNoNode(int mode) throws IOException {
        try (TestStore store = new TestStore(base)) {
            StoredContent image = store.put(REFERENCE, "image");
            Files.setAttribute(store.image("image"), "unix:mode", mode);
            Path placed = store.place(image, "one");
            assertThat(placed).hasContent("image");
            assertThat((Integer) Files.getAttribute(placed, "unix:mode") & 07777)
                    .isEqualTo(0444);
        }
    }

    @Test
    @DisplayName("C-07: if a hard link fails, the image is copied")
    void anImageIsCopiedIfALinkFails() throws IOException {
        StoreDisk unlinkable = new StoreDisk() {
            @Override
            public void link(Path name, Path file) throws IOException {
                throw new IOException("Too many links");
            }
        };
        try (TestStore store = new TestStore(base, TestStore.LINKING, unlinkable)) {
            FetchDestination node = store.node("one");
            assertThat(store.commitAndPlace(REFERENCE, "image", node).method()).isEqualTo(PlacementMethod.COPY);
            assertThat(node.path()).hasContent("image");
            assertThat(TestStore.links(node.path())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Read-only file system",
                "Invalid cross-device link",
                "Operation not permitted",
                "Permission denied",
                "Too many links"
            })
    void anImageThatCannotBeLinkedForAnyReasonIsCopied(String reason) throws IOException {
        StoreDisk unlinkable = new StoreDisk() {
            @Override
            public void link(Path name, Path file) throws IOException {
                throw new FileSystemException(name.toString(), file.toString(), reason);
            }
        };
        try (TestStore store = new TestStore(base, TestStore.LINKING, unlinkable)) {
            assertCopied(store, store.put(REFERENCE, "image"));
        }
    }

    @Test
    void anImageOfAStoreThatBecameReadOnlyIsCopied() throws IOException {
        AtomicBoolean readOnly = new AtomicBoolean();
        StoreDisk disk = new StoreDisk() {
            @Override
            protected void before(String operation, Path path) throws IOException {
                if (readOnly.get() && path.startsWith(base.resolve("store"))) {
                    throw new FileSystemException(path.toString(), null, "Read-only file system");
                }
            }

            @Override
            public void link(Path name, Path file) throws IOException {
                throw new FileSystemException(name.toString(), file.toString(), "Read-only file system");
            }
        };
        try (TestStore store = new TestStore(base, TestStore.LINKING, disk)) {
            StoredContent image = store.put(REFERENCE, "image");
            readOnly.set(true);
            assertCopied(store, image);
        }
    }

    private static void assertCopied(TestStore store, StoredContent image) throws IOException {
        FetchDestination node = store.node("one");
        assertThat(store.store
                        .contents()
                        .place(image, node, store.call)
                        .orElseThrow()
                        .method())
                .isEqualTo(PlacementMethod.COPY);
        assertThat(node.path()).hasContent("image");
        assertThat(node.folder()).isDirectoryNotContaining(file -> !file.equals(node.path()));
    }

    @Test
    void aModeWithWritePermissionForcesACopy() throws IOException {
        try (TestStore store = new TestStore(
                base, TestStore.rules(0, Duration.ZERO, "0640", List.of(PlacementMethod.LINK)), new StoreDisk())) {
            FetchDestination node = store.node("one");
            assertThat(store.commitAndPlace(REFERENCE, "image", node).method()).isEqualTo(PlacementMethod.COPY);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.path())))
                    .isEqualTo("rw-r-----");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.image("image"))))
                    .isEqualTo("r--r-----");
            assertThat(store.store.space().canShareBlocksWith(node)).isFalse();
        }
    }

    @Test
    void aNewModeIsAppliedToImagesThatNoNodeUses() throws IOException {
        try (TestStore store = new TestStore(base)) {
            StoredContent image = store.put(REFERENCE, "image");
            store.store.rules(TestStore.rules(0, Duration.ZERO, "0440", List.of(PlacementMethod.LINK)));
            assertThat(store.store
                            .contents()
                            .place(image, store.node("one"), store.call)
                            .orElseThrow()
                            .method())
                    .isEqualTo(PlacementMethod.LINK);
            store.store.rules(TestStore.LINKING);
            assertThat(store.store
                            .contents()
                            .place(image, store.node("two"), store.call)
                            .orElseThrow()
                            .method())
                    .isEqualTo(PlacementMethod.COPY);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("nodes/one/disk"))))
                    .isEqualTo("r--r-----");
        }
    }

    @Test
    void aCopyKeepsHolesAndEveryByte() throws IOException {
        try (TestStore store = new TestStore(
                base, TestStore.rules(0, Duration.ZERO, "0644", List.of(PlacementMethod.COPY)), new StoreDisk())) {
            ContentNames names = TestStore.names(REFERENCE, TestStore.version("v1"));
            long size = (5L << 20) + 4097;
            try (TransferLock lock =
                    store.store.space().tryLock(names.flightKey(), true).orElseThrow()) {
                try (RandomAccessFile part = new RandomAccessFile(lock.part().toFile(), "rw")) {
                    part.setLength(size);
                    part.seek(3 << 20);
                    part.write(7);
                }
                Checksum digest = new Checksum("sha256", TestStore.sha256(Files.readAllBytes(lock.part())));
                CompletePart complete = new CompletePart(lock.part(), size, List.of(digest));
                FetchDestination node = store.node("one");
                store.store.contents().commit(lock, complete, names, TestStore.version("v1"), node, store.call);
                assertThat(TestStore.sha256(Files.readAllBytes(node.path()))).isEqualTo(digest.hex());
                assertThat(blocks(node.path())).isLessThanOrEqualTo(MOST_BLOCKS_OF_SPARSE);
            }
        }
    }

    /** The blocks of a file, in units of 512 bytes. */
    private static long blocks(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    @Test
    void equalContentIsStoredOnce() throws IOException {
        try (TestStore store = new TestStore(base)) {
            store.put(REFERENCE, "image");
            store.place(store.find("image").orElseThrow(), "one");
            store.put("glance://6b1e1bd4-0a3e-4e0e-9d53-7c1a3f1f5a11", "image");
            assertThat(store.in("images")).hasSize(1);
            assertThat(store.store.maintenance().list().get(0).references()).hasSize(2);
            assertThat(store.store.maintenance().list().get(0).inUse()).isTrue();
            StoredImage forgotten = store.store.maintenance().remove(ImageReference.parse(REFERENCE), store.call);
            assertThat(forgotten.references()).hasSize(2);
            assertThat(store.find("image")).isPresent();
            store.store.maintenance().remove(TestStore.sha256(TestStore.bytes("image")), store.call);
            assertThat(store.find("image")).isEmpty();
            assertThat(base.resolve("nodes/one/disk")).hasContent("image");
            assertThatThrownBy(() -> store.store.maintenance().remove(ImageReference.parse(REFERENCE), store.call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    @DisplayName("C-23: the previous image of a reference is dropped, unless a node uses it")
    void thePreviousImageOfAReferenceIsDroppedUnlessUsed() throws IOException {
        try (TestStore store = new TestStore(base)) {
            store.put(REFERENCE, "first");
            store.put(REFERENCE, "second");
            assertThat(store.find("first")).isEmpty();
            store.place(store.find("second").orElseThrow(), "one");
            store.put(REFERENCE, "third");
            assertThat(store.find("second")).isPresent();
            assertThat(store.find("third")).isPresent();
        }
    }

    @Test
    @DisplayName(
            "C-02, C-04: no part of a reference is in any file name (design.md, not UUIDv5), nor its secrets in a record")
    void noPartOfAReferenceIsInAFileName() throws IOException {
        try (TestStore store = new TestStore(base)) {
            store.put("http://joe:hush@mirror/a.qcow2?sig=" + "s".repeat(1000), "image");
            String record = store.in("references").get(0);
            assertThat(record).matches("[0-9a-f]{64}\\.json");
            assertThat(Files.readString(base.resolve("store/references").resolve(record)))
                    .contains("http://mirror/a.qcow2")
                    .doesNotContain("hush", "ssss");
        }
    }

    @Test
    void verifyReadsEveryImageAndDropsDamagedOnes() throws IOException {
        try (TestStore store = new TestStore(base)) {
            store.put(REFERENCE, "image");
            store.put("http://mirror/b", "other");
            Files.delete(store.fingerprint("image"));
            TestStore.overwrite(store.image("image"), "IMAGE", true);
            var verification = store.store.maintenance().verify(store.call);
            assertThat(verification.sound())
                    .extracting(StoredImage::sha256)
                    .containsExactly(TestStore.sha256(TestStore.bytes("other")));
            assertThat(verification.damages()).singleElement().satisfies(damage -> {
                assertThat(damage.name()).isEqualTo(TestStore.sha256(TestStore.bytes("image")));
                assertThat(damage.reason()).contains("sha256 is");
            });
            StoreCrashTest.assertConsistent(store);
        }
    }

    @Test
    void manyThreadsAndTwoStoresNeverPlaceWrongBytes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (TestStore one = new TestStore(base);
                TestStore two = new TestStore(base)) {
            List<Future<?>> all = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> {
                        work(seed % 2 == 0 ? one : two, seed);
                        return null;
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
            one.store.maintenance().sweep();
            StoreCrashTest.assertConsistent(one);
            assertThat(one.in("parts")).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void work(TestStore store, int seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            String content = "content " + random.nextInt(3);
            String reference = "http://mirror/" + random.nextInt(3);
            FetchDestination node = store.node("n" + seed);
            ContentNames names = TestStore.names(reference, TestStore.version(content));
            switch (random.nextInt(5)) {
                case 0 -> store.store.maintenance().clean();
                case 1 ->
                    store.store.rules(TestStore.rules(
                            random.nextInt(20),
                            Duration.ZERO,
                            "0444",
                            List.of(random.nextBoolean() ? PlacementMethod.LINK : PlacementMethod.COPY)));
                case 2 -> {
                    var lock = store.store.space().tryLock(names.flightKey(), true);
                    if (lock.isPresent()) {
                        try (TransferLock mine = lock.get()) {
                            store.store
                                    .contents()
                                    .commit(
                                            mine,
                                            TestStore.completePart(mine, content),
                                            names,
                                            TestStore.version(content),
                                            node,
                                            store.call);
                            assertThat(node.path()).hasContent(content);
                        }
                    }
                }
                default -> {
                    var image = store.find(content);
                    if (image.isPresent()
                            && store.store
                                    .contents()
                                    .place(image.get(), node, store.call)
                                    .isPresent()) {
                        assertThat(node.path()).hasContent(content);
                    }
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.fetch.internal.store.space.SpaceReservation;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which images and parts are evicted, and which never are. */
class EvictionTest {
    private static final int EACH = 3;

    @TempDir
    Path base;

    private TestStore store;
    private long capacity = Long.MAX_VALUE;
    private String stuck = "nothing";

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base, TestStore.LINKING, new SmallDisk());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("C-33: above the limit of size, the least recently used go first, until below")
    void theLeastRecentlyUsedAreEvictedFirst() throws IOException {
        putFive();
        limit(2 * EACH);
        StoreCleanup cleanup = store.store.maintenance().clean();
        assertThat(cleanup.dropped()).extracting(StoredImage::sha256).containsExactly(digests("aaa", "bbb", "ccc"));
        assertThat(cleanup.freed()).isEqualTo(3 * EACH);
        assertThat(storedDigests()).containsExactlyInAnyOrder(digests("ddd", "eee"));
        assertThat(store.in("references")).hasSize(2);
        StoreCrashTest.assertConsistent(store);
    }

    @Test
    @DisplayName("C-33: images in use count in the total, and stay")
    void imagesInUseCountInTheTotalAndStay() throws IOException {
        putFive();
        store.place(store.find("aaa").orElseThrow(), "node");
        lease("bbb", ".spare-for-friday");
        limit(3 * EACH);
        assertThat(store.store.maintenance().clean().dropped())
                .extracting(StoredImage::sha256)
                .containsExactly(digests("ccc", "ddd"));
    }

    @Test
    @DisplayName("C-06: placing an image makes it the most recently used")
    void placingMakesAnImageTheMostRecentlyUsed() throws IOException {
        putFive();
        Files.delete(store.place(store.find("aaa").orElseThrow(), "node"));
        limit(EACH);
        store.store.maintenance().clean();
        assertThat(storedDigests()).containsExactly(digests("aaa"));
    }

    @Test
    @DisplayName("C-35: a store that stays too large, since all is in use, is not an error")
    void aStoreThatStaysTooLargeIsNotAnError() throws IOException {
        putFive();
        for (String content : List.of("aaa", "bbb", "ccc", "ddd", "eee")) {
            lease(content, "");
        }
        limit(1);
        assertThat(store.store.maintenance().clean().dropped()).isEmpty();
        assertThat(storedDigests()).hasSize(5);
    }

    @Test
    @DisplayName("C-31: age is the time since the last use, as the store records it")
    void imagesBeyondTheMaximumAgeAreEvicted() throws IOException {
        putFive();
        store.clock.pass(Duration.ofHours(2));
        Files.delete(store.place(store.find("bbb").orElseThrow(), "node"));
        store.store.rules(TestStore.rules(0, Duration.ofHours(1), "0444", List.of(PlacementMethod.LINK)));
        store.store.maintenance().clean();
        assertThat(storedDigests()).containsExactly(digests("bbb"));
    }

    @Test
    @DisplayName("C-37: images that cannot be deleted are skipped")
    void imagesThatCannotBeDeletedAreSkipped() throws IOException {
        putFive();
        stuck = TestStore.sha256(TestStore.bytes("aaa"));
        limit(EACH);
        store.store.maintenance().clean();
        assertThat(storedDigests()).containsExactly(digests("aaa"));
    }

    @Test
    @DisplayName("C-39: nothing is evicted if space suffices")
    void nothingIsEvictedIfSpaceSuffices() throws IOException {
        putFive();
        capacity = 5 * EACH + 11;
        reserve(10).close();
        assertThat(storedDigests()).hasSize(5);
    }

    @Test
    @DisplayName("C-34: eviction for space goes below the limit of size; C-40: and not further than needed")
    void imagesAreEvictedForATransfer() throws IOException {
        putFive();
        limit(100);
        capacity = 5 * EACH + 1;
        reserve(2 * EACH).close();
        assertThat(storedDigests()).containsExactlyInAnyOrder(digests("ccc", "ddd", "eee"));
    }

    @Test
    @DisplayName("C-44: as many bytes free as needed are not enough")
    void exactlyTheNeededBytesAreNotEnough() throws IOException {
        putFive();
        capacity = 5 * EACH + 10;
        reserve(10).close();
        assertThat(storedDigests()).hasSize(4);
    }

    @Test
    @DisplayName("C-42: the missing space is computed again from the free space")
    void theFreeSpaceIsReadAgainAfterEachEviction() throws IOException {
        putFive();
        capacity = 5 * EACH + 1;
        stuck = TestStore.sha256(TestStore.bytes("aaa"));
        reserve(EACH).close();
        assertThat(storedDigests()).doesNotContain(digests("bbb")).contains(digests("aaa", "ccc"));
    }

    @Test
    @DisplayName(
            "C-36, C-43: if eviction cannot suffice, nothing is evicted, and the error says what is free, needed, in use")
    void nothingIsEvictedIfItDoesNotSufficeAndTheErrorSaysWhy() throws IOException {
        putFive();
        lease("eee", "");
        capacity = 5 * EACH;
        assertThatThrownBy(() -> reserve(100))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE))
                .hasMessageContaining("has 0 bytes free")
                .hasMessageContaining("needs more than 100")
                .hasMessageContaining("images in use by nodes or leases take 3 bytes");
        assertThat(store.in("parts")).isEmpty();
        assertThat(storedDigests()).hasSize(5);
    }

    @Test
    void imagesLargerThanTheLimitAreEvictedFirst() throws IOException {
        putFive();
        store.put("http://mirror/large", "larger than all the others");
        limit(5 * EACH);
        store.store.maintenance().clean();
        assertThat(storedDigests()).containsExactlyInAnyOrder(digests("aaa", "bbb", "ccc", "ddd", "eee"));
    }

    @Test
    void waitingForTheSpaceLockEndsWithTheCall() throws IOException {
        try (TransferLock one = lock("1");
                StoreLocks other = StoreLocks.open(base.resolve("store/LOCK"));
                HeldLock space = other.space(store.call);
                Call call = Call.within(Duration.ofMillis(20))) {
            assertThatThrownBy(() -> store.store.space().reserve(one, 1, call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
            space.close();
            store.store.space().reserve(one, 1, store.call).close();
        }
    }

    @Test
    void theSpareOfAKilledHolderIsDeletedByTheNextHolder() throws IOException {
        Path spare = base.resolve("store/parts").resolve("1".repeat(64) + ".spare");
        Files.writeString(spare, "half");
        try (TransferLock one = lock("1")) {
            assertThat(one.spare()).doesNotExist();
        }
    }

    @Test
    @DisplayName("C-45: two transfers do not reserve the same space")
    void twoTransfersDoNotReserveTheSameSpace() throws IOException {
        capacity = 100;
        try (TransferLock one = lock("1");
                TransferLock two = lock("2");
                SpaceReservation first = store.store.space().reserve(one, 60, store.call)) {
            assertThatThrownBy(() -> store.store.space().reserve(two, 60, store.call))
                    .hasMessageContaining("60 of them reserved");
            store.store.space().reserve(two, 30, store.call).close();
            first.close();
            store.store.space().reserve(two, 60, store.call).close();
        }
    }

    @Test
    @DisplayName("C-45: nor do transfers of two processes, while both are alive")
    void aReservationCountsForOtherProcessesWhileItsHolderIsAlive() throws IOException {
        capacity = 100;
        try (TestStore other = new TestStore(base, TestStore.LINKING, new SmallDisk());
                TransferLock two = lock("2")) {
            TransferLock one = other.store.space().tryLock("1".repeat(64), true).orElseThrow();
            assertThat(other.store.space().reserve(one, 60, other.call)).isNotNull();
            assertThatThrownBy(() -> store.store.space().reserve(two, 60, store.call))
                    .isInstanceOf(ImageException.class);
            one.close(); // as a crash does: the reservation stays
            store.store.space().reserve(two, 60, store.call).close();
            store.store.maintenance().sweep();
            assertThat(store.in("parts")).isEmpty();
        }
    }

    @Test
    void writtenBytesAreNotCountedTwice() throws IOException {
        long mebi = 1 << 20;
        capacity = 100 * mebi;
        try (TransferLock one = lock("1");
                TransferLock two = lock("2");
                SpaceReservation first = store.store.space().reserve(one, 60 * mebi, store.call)) {
            capacity = 40 * mebi; // written bytes are no longer free
            assertThatThrownBy(() -> store.store.space().reserve(two, 30 * mebi, store.call))
                    .isInstanceOf(ImageException.class);
            first.written(60 * mebi);
            store.store.space().reserve(two, 30 * mebi, store.call).close();
        }
    }

    @Test
    void partsOfDeadTransfersAreEvictedOldestFirst() throws IOException {
        capacity = 12;
        Path old = part("1", "old", Duration.ofHours(3));
        Path young = part("2", "new", Duration.ofHours(1));
        store.clock.set(Instant.now());
        reserve(8).close();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void thePartOfARunningTransferStays() throws IOException {
        capacity = 12;
        Path old = part("1", "old", Duration.ofDays(3));
        store.clock.set(Instant.now());
        try (TransferLock lock = lock("1")) {
            assertThatThrownBy(() -> reserve(20)).isInstanceOf(ImageException.class);
            store.store.maintenance().sweep();
            assertThat(lock.part()).isEqualTo(old).exists();
        }
        store.store.maintenance().sweep();
        assertThat(old).doesNotExist();
    }

    @Test
    void partsOfDeadTransfersCountInTheTotalAndAreEvictedOldestFirst() throws IOException {
        store.clock.set(Instant.now());
        Path old = part("1", "old", Duration.ofHours(3));
        Path young = part("2", "new", Duration.ofHours(1));
        Path journal = Files.writeString(base.resolve("store/parts").resolve("1".repeat(64) + ".journal"), "j");
        Files.setLastModifiedTime(journal, Files.getLastModifiedTime(old));
        putFive();
        limit(6 * EACH);
        StoreCleanup cleanup = store.store.maintenance().clean();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(store.in("parts")).hasSize(1);
        assertThat(storedDigests()).hasSize(5);
        assertThat(cleanup.freed()).isEqualTo(EACH + 1);
    }

    @Test
    void aPartLargerThanTheLimitIsEvictedBeforeAnyImage() throws IOException {
        putFive();
        store.clock.set(Instant.now());
        Path large = part("1", "larger than the limit of the store", Duration.ofMinutes(1));
        limit(5 * EACH);
        assertThat(store.store.maintenance().enforceLimits()).isZero();
        assertThat(large).doesNotExist();
        assertThat(storedDigests()).hasSize(5);
    }

    @Test
    void thePartOfARunningTransferCountsAndStays() throws IOException {
        putFive();
        store.clock.set(Instant.now());
        Path part = part("1", "running", Duration.ofMinutes(1));
        limit(2 * EACH + 7);
        try (TransferLock lock = lock("1")) {
            store.store.maintenance().clean();
            assertThat(lock.part()).isEqualTo(part).exists();
        }
        assertThat(storedDigests()).containsExactlyInAnyOrder(digests("ddd", "eee"));
        limit(2 * EACH);
        store.store.maintenance().clean();
        assertThat(part).doesNotExist();
    }

    @Test
    void aLockedImageIsNotEvicted() throws IOException {
        putFive();
        limit(1);
        String first = TestStore.sha256(TestStore.bytes("aaa"));
        Path image = store.image("aaa");
        try (StoreLocks locks = StoreLocks.open(base.resolve("store/LOCK"));
                HeldLock held = locks.content(first, store.call)) {
            store.store.maintenance().clean();
            assertThat(image).exists();
            assertThat(held).isNotNull();
        }
        store.store.maintenance().clean();
        assertThat(image).doesNotExist();
    }

    private void putFive() throws IOException {
        for (String content : List.of("aaa", "bbb", "ccc", "ddd", "eee")) {
            store.put("http://mirror/" + content, content);
            store.clock.pass(Duration.ofMinutes(1));
        }
    }

    private void limit(long bytes) {
        store.store.rules(TestStore.rules(bytes, Duration.ZERO, "0444", List.of(PlacementMethod.LINK)));
    }

    private void lease(String content, String name) throws IOException {
        Files.createFile(base.resolve("store/leases").resolve(TestStore.sha256(TestStore.bytes(content)) + name));
    }

    private TransferLock lock(String digit) throws ImageException {
        return store.store.space().tryLock(digit.repeat(64), true).orElseThrow();
    }

    private SpaceReservation reserve(long bytes) throws ImageException {
        try (TransferLock lock = lock("f")) {
            return store.store.space().reserve(lock, bytes, store.call);
        }
    }

    private Path part(String digit, String content, Duration age) throws IOException {
        Path part = base.resolve("store/parts").resolve(digit.repeat(64) + ".part");
        Files.writeString(part, content);
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(age)));
        return part;
    }

    private List<String> storedDigests() throws IOException {
        return store.store.maintenance().list().stream()
                .map(StoredImage::sha256)
                .toList();
    }

    private static String[] digests(String... contents) {
        return Stream.of(contents).map(TestStore::bytes).map(TestStore::sha256).toArray(String[]::new);
    }

    /** A file system of limited capacity for images and parts, on which one file cannot be deleted. */
    private final class SmallDisk extends StoreDisk {
        @Override
        protected void before(String operation, Path path) throws IOException {
            if (operation.equals("delete") && path.endsWith(stuck)) {
                throw new IOException("Operation not permitted");
            }
        }

        @Override
        public long usable(Path folder) throws IOException {
            if (capacity == Long.MAX_VALUE) {
                return capacity;
            }
            long used = 0;
            for (String within : List.of("images", "parts")) {
                try (var files = Files.list(folder.resolve(within))) {
                    for (Path file : files.filter(one -> !one.toString().endsWith(".space"))
                            .toList()) {
                        used += Files.size(file);
                    }
                }
            }
            return capacity - used;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.cache.CachePreview;
import io.ingot.fetch.internal.cache.StoreFetch;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts how often housekeeping reads records. */
class RecordReadCountTest {
    private static final int CONTENTS = 20;
    private static final int EACH = 2;
    private static final int DROPPED = 5;

    @TempDir
    Path base;

    private final Map<Path, Integer> reads = new HashMap<>();
    private final List<Path> listed = new ArrayList<>();
    private long missing;
    private ConcurrentOperation afterFirstDrop = () -> {};
    private TestStore store;

    @BeforeEach
    void fill() throws IOException {
        store = new TestStore(base, TestStore.LINKING, new CountingDisk());
        for (int i = 10; i < 10 + CONTENTS; i++) {
            store.put("http://mirror/" + i, "" + i);
            store.clock.pass(Duration.ofMinutes(1));
        }
        reads.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void enforcingLimitsReadsEachReferenceAtMostOnce() throws IOException {
        limit((CONTENTS - DROPPED) * EACH);
        assertThat(store.store.maintenance().enforceLimits()).isEqualTo(DROPPED);
        assertThat(references()).hasSize(CONTENTS).allMatch(times -> times == 1);
        assertThat(store.in("references")).hasSize(CONTENTS - DROPPED);
    }

    @Test
    void evictionForSpaceReadsEachReferenceAtMostOnce() throws IOException {
        missing = DROPPED;
        try (TransferLock lock =
                store.store.space().tryLock("f".repeat(64), true).orElseThrow()) {
            store.store.space().reserve(lock, 1, store.call).close();
        }
        assertThat(store.in("images")).hasSize(CONTENTS - DROPPED);
        assertThat(references()).hasSize(CONTENTS).allMatch(times -> times == 1);
    }

    @Test
    void aCleanupReadsEachReferenceAtMostOnce() throws IOException {
        limit((CONTENTS - DROPPED) * EACH);
        Files.delete(store.image("29"));
        assertThat(store.store.maintenance().clean().dropped()).hasSize(DROPPED - 1);
        assertThat(references()).hasSize(CONTENTS).allMatch(times -> times == 1);
        StoreCrashTest.assertConsistent(store);
    }

    @Test
    void aCommitWithinTheLimitsReadsNoOtherRecord() throws IOException {
        store.store.rules(TestStore.rules(1000, Duration.ofDays(7), "0444", List.of(PlacementMethod.LINK)));
        store.put("http://mirror/new", "new");
        assertThat(store.store.maintenance().enforceLimits()).isZero();
        Path own = base.resolve("store/entries").resolve(TestStore.sha256(TestStore.bytes("new")) + ".json");
        assertThat(reads).containsOnlyKeys(own);
    }

    @Test
    void aPreviewReadsOnlyTheRecordsOfItsImageAndListsNoFolder() throws IOException {
        FetchDestination node = store.node("one");
        FetchRequest request = FetchRequest.of(TestStore.request("http://mirror/15"), node.path());
        listed.clear();
        CachePreview preview = CachePreview.of(
                new StoreFetch(store.store, request, request.image().reference().origin(), node, store.call),
                TestStore.version("v of 15"),
                List.of());
        assertThat(preview.held()).isTrue();
        assertThat(listed).isEmpty();
        Path entry = base.resolve("store/entries").resolve(TestStore.sha256(TestStore.bytes("15")) + ".json");
        assertThat(reads).containsKey(entry);
        assertThat(references()).hasSize(1);
    }

    @Test
    void replacingAnImageReadsTheReferencesOnce() throws IOException {
        store.put("http://mirror/10", "new");
        assertThat(store.find("10")).isEmpty();
        assertThat(references())
                .hasSize(CONTENTS)
                .filteredOn(times -> times > 1)
                .hasSize(1);
    }

    @Test
    void aReferenceThatWasReplacedAfterTheScanStays() throws IOException {
        limit((CONTENTS - 2) * EACH);
        afterFirstDrop = () -> store.put("http://mirror/11", "12");
        store.store.maintenance().enforceLimits();
        assertThat(store.find("11")).isEmpty();
        assertThat(store.store.maintenance().list())
                .filteredOn(image -> image.sha256().equals(TestStore.sha256(TestStore.bytes("12"))))
                .flatExtracting(image -> image.references())
                .containsExactly("http://mirror/11", "http://mirror/12");
    }

    private List<Integer> references() {
        return reads.entrySet().stream()
                .filter(read -> read.getKey().startsWith(base.resolve("store/references")))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void limit(long bytes) {
        store.store.rules(TestStore.rules(bytes, Duration.ZERO, "0444", List.of(PlacementMethod.LINK)));
    }

    /** A concurrent operation. */
    @FunctionalInterface
    private interface ConcurrentOperation {
        void run() throws IOException;
    }

    /** Counts reads of records, and has free space as soon as some images were deleted. */
    private final class CountingDisk extends StoreDisk {
        @Override
        public void force(Path path) {}

        @Override
        protected void before(String operation, Path path) throws IOException {
            if (operation.equals("delete") && path.startsWith(base.resolve("store/entries"))) {
                ConcurrentOperation now = afterFirstDrop;
                afterFirstDrop = () -> {};
                now.run();
            }
            if (operation.equals("delete") && path.startsWith(base.resolve("store/images"))) {
                missing--;
            }
        }

        @Override
        public Optional<byte[]> read(Path file, int maxBytes) throws IOException {
            Optional<byte[]> bytes = super.read(file, maxBytes);
            if (bytes.isPresent() && file.toString().endsWith(".json")) {
                reads.merge(file, 1, Integer::sum);
            }
            return bytes;
        }

        @Override
        public List<String> names(Path folder) throws IOException {
            listed.add(folder);
            return super.names(folder);
        }

        @Override
        public long usable(Path folder) {
            return missing > 0 ? 0 : Long.MAX_VALUE;
        }
    }
}

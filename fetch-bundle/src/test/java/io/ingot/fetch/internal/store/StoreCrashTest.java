// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the process, or fails the disk, at every single step of every change of a store. */
class StoreCrashTest {
    private static final String ONE = "http://mirror/one";
    private static final String TWO = "http://mirror/two";

    @TempDir
    Path base;

    @Test
    void aCrashAtAnyStepLeavesAConsistentStoreAndLosesNoReceivedBytes() throws IOException {
        int step = 0;
        boolean ended;
        do {
            Path folder = Files.createDirectory(base.resolve("crash" + step));
            CrashingDisk disk = new CrashingDisk(step++);
            List<String> written = new ArrayList<>();
            ended = crashes(folder, disk, written);
            check(folder, written);
        } while (ended);
        assertThat(step).isGreaterThan(60);
    }

    @Test
    void aFailureAtAnyStepLeavesAConsistentUsableStore() throws IOException {
        int step = 0;
        boolean failed;
        do {
            Path folder = Files.createDirectory(base.resolve("failure" + step));
            FailingDisk disk = new FailingDisk(step++);
            try (TestStore store = new TestStore(folder, TestStore.LINKING, disk)) {
                disk.armed = true;
                List<String> written = new ArrayList<>();
                for (Step one : List.<Step>of(this::put, this::replace, this::clear)) {
                    try {
                        one.run(store, written);
                    } catch (ImageException e) {
                        assertThat(e).hasMessageNotContaining("null");
                    }
                }
                disk.armed = false;
                store.put(ONE, "first");
                store.place(store.find("first").orElseThrow(), "again");
            }
            failed = disk.failed;
            check(folder, List.of());
        } while (failed);
        assertThat(step).isGreaterThan(60);
    }

    private static boolean storeExists(Path folder) {
        return Files.isDirectory(folder.resolve("store"));
    }

    private boolean crashes(Path folder, StoreDisk disk, List<String> written) throws IOException {
        try (TestStore store = new TestStore(folder, TestStore.LINKING, disk)) {
            put(store, written);
            replace(store, written);
            clear(store, written);
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    private void put(TestStore store, List<String> written) throws IOException {
        commit(store, ONE, "first", written);
        store.place(store.find("first").orElseThrow(), "node");
    }

    private void replace(TestStore store, List<String> written) throws IOException {
        commit(store, TWO, "shared", written);
        commit(store, ONE, "shared", written);
        commit(store, TWO, "second", written);
        Files.deleteIfExists(store.base.resolve("nodes/node/disk"));
    }

    private void clear(TestStore store, List<String> written) throws IOException {
        written.clear();
        store.store.rules(TestStore.rules(1, Duration.ZERO, "0444", List.of(PlacementMethod.LINK)));
        store.store.maintenance().clean();
        commit(store, TWO, "third", written);
        written.clear();
        store.store.maintenance().remove(TestStore.sha256(TestStore.bytes("third")), store.call);
    }

    /** Commits as a transfer does: a part that exists is complete, and is resumed. */
    private static void commit(TestStore store, String reference, String content, List<String> written)
            throws IOException {
        var info = TestStore.version("v of " + content);
        ContentNames names = TestStore.names(reference, info);
        try (TransferLock lock =
                store.store.space().tryLock(names.flightKey(), names.shared()).orElseThrow()) {
            CompletePart part = TestStore.completePart(lock, content);
            written.add(content);
            store.commitOnly(lock, part, names, info);
        }
        if (store.find(content).isEmpty()) {
            throw new AssertionError("not in the store: " + content);
        }
    }

    private static void check(Path folder, List<String> written) throws IOException {
        try (TestStore after = new TestStore(folder, TestStore.LINKING, new UnforcedDisk())) {
            if (!written.isEmpty()) {
                String last = written.get(written.size() - 1);
                assertThat(after.find(last).isPresent() || inParts(after, last)).isTrue();
            }
            for (String content : List.of("first", "shared", "second", "third")) {
                if (after.find(content).isPresent()) {
                    assertThat(after.place(after.find(content).orElseThrow(), "after"))
                            .hasContent(content);
                    Files.delete(folder.resolve("nodes/after/disk"));
                }
            }
            assertThat(folder.resolve("nodes/node"))
                    .satisfiesAnyOf(
                            node -> assertThat(node).doesNotExist(),
                            node -> assertThat(node).isEmptyDirectory(),
                            node -> assertThat(node.resolve("disk")).hasContent("first"));
            after.store.maintenance().sweep();
            assertConsistent(after);
            assertThat(after.put(ONE, "first").size()).isEqualTo(5);
            assertThat(after.place(after.find("first").orElseThrow(), "last")).hasContent("first");
        }
        assertThat(storeExists(folder)).isTrue();
    }

    static void assertConsistent(TestStore store) throws IOException {
        List<String> images = store.in("images");
        assertThat(store.in("entries"))
                .isEqualTo(images.stream().map(name -> name + ".json").toList());
        assertThat(images).containsAll(store.in("seen"));
        assertThat(store.in("references")).allMatch(name -> name.matches("[0-9a-f]{64}\\.json"));
        assertThat(store.in("parts")).allMatch(name -> name.matches("[0-9a-f]{64}\\.(part|journal)"));
        assertThat(store.in(""))
                .containsExactly("FORMAT", "LOCK", "entries", "images", "leases", "parts", "references", "seen");
        assertThat(store.store.maintenance().verify(store.call).damages()).isEmpty();
    }

    private static boolean inParts(TestStore store, String content) throws IOException {
        for (String name : store.in("parts")) {
            if (Files.readString(store.base.resolve("store/parts").resolve(name))
                    .equals(content)) {
                return true;
            }
        }
        return false;
    }

    @FunctionalInterface
    private interface Step {
        void run(TestStore store, List<String> written) throws IOException;
    }

    /** The end of the process. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Counts forcing to disk as a step, without the time that it takes: the machine stays up. */
    private static class UnforcedDisk extends StoreDisk {
        @Override
        public void force(Path path) throws IOException {
            before("force", path);
        }
    }

    private static final class CrashingDisk extends UnforcedDisk {
        private int left;

        CrashingDisk(int steps) {
            left = steps;
        }

        @Override
        protected void before(String operation, Path path) {
            if (left-- <= 0) {
                throw new Crash();
            }
        }

        @Override
        protected void pour(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
            if (left == 0) {
                channel.write(bytes.duplicate().limit(bytes.limit() / 2));
            }
            super.pour(file, channel, bytes);
        }
    }

    private static final class FailingDisk extends UnforcedDisk {
        private int left;
        private boolean armed;
        private boolean failed;

        FailingDisk(int steps) {
            left = steps;
        }

        @Override
        protected void before(String operation, Path path) throws IOException {
            if (armed && left-- == 0) {
                failed = true;
                throw new IOException("No space left on device");
            }
        }
    }
}

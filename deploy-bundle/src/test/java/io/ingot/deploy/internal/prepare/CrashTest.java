// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that ends before any one of the operations that change the folder. Whatever it was about to do, the next run
 * leaves the folder wholly as one of the two plans wants it, or as it was; and what is somebody else's is there.
 */
class CrashTest {
    /** More operations than any run has; the last ones do not crash, which a test below makes sure of. */
    private static final int OPERATIONS = 40;

    private static final Map<String, String> BEFORE = Map.of("image", "DISK", "kernel", "KERNEL", "ramdisk", "RAMDISK");
    private static final Map<String, String> AFTER = Map.of("image", "ISO", "boot_iso", "ISO", "kernel", "DISK");
    private static final DeploymentPlan FIRST =
            Node.plan(Map.of(Role.IMAGE, "disk", Role.KERNEL, "vmlinuz", Role.RAMDISK, "initrd"));
    private static final DeploymentPlan SECOND =
            Node.plan(Map.of(Role.IMAGE, "iso", Role.BOOT_ISO, "iso", Role.KERNEL, "disk"));

    @TempDir
    Path work;

    static IntStream operations() {
        return IntStream.range(0, OPERATIONS);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aSecondPlanIsDoneByTheNextRun(int operation) throws IOException {
        Node node = node();
        node.prepare(FIRST);
        crash(() -> node.prepare(SECOND, new Crashing(operation)));

        assertThat(node.prepare(SECOND).warnings()).isEmpty();
        assertThat(node.content()).isEqualTo(with(AFTER));
        assertThat(node.folder.resolve(".ingot")).isDirectoryNotContaining(file -> file.endsWith("staged"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void cleaningAfterACrashLeavesWhatWasThereBefore(int operation) throws IOException {
        Node node = node();
        node.prepare(FIRST);
        crash(() -> node.prepare(SECOND, new Crashing(operation)));

        assertThat(node.clean().warnings()).isEmpty();
        assertThat(node.content()).isEqualTo(with(Map.of()));
        assertThat(node.folder.resolve(".ingot")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRunThatFailsAfterACrashLeavesOneOfTheTwoPlansWhole(int operation) throws IOException {
        Node node = node();
        node.prepare(FIRST);
        crash(() -> node.prepare(SECOND, new Crashing(operation)));
        crash(() -> node.prepare(Node.plan(Map.of(Role.IMAGE, "not-there"))));

        assertThat(node.content()).isIn(with(BEFORE), with(AFTER));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRunThatCrashesWhileItRecoversIsRecoveredFrom(int operation) throws IOException {
        for (int second = 0; second < OPERATIONS; second += 3) {
            Node node = new Node(Files.createTempDirectory(work, "twice"));
            fill(node);
            node.prepare(FIRST);
            int again = second;
            crash(() -> node.prepare(SECOND, new Crashing(operation)));
            crash(() -> node.prepare(SECOND, new Crashing(again)));

            node.prepare(SECOND);
            assertThat(node.content()).isEqualTo(with(AFTER));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aFirstRunThatCrashesIsDoneByTheNext(int operation) throws IOException {
        Node node = node();
        crash(() -> node.prepare(FIRST, new Crashing(operation)));

        node.prepare(FIRST);
        assertThat(node.content()).isEqualTo(with(BEFORE));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void cleaningThatCrashesIsFinishedByTheNext(int operation) throws IOException {
        Node node = node();
        node.prepare(FIRST);
        crash(() -> node.clean(new Crashing(operation)));

        node.clean();
        assertThat(node.content()).isEqualTo(with(Map.of()));
        assertThat(node.folder.resolve(".ingot")).doesNotExist();
    }

    @Test
    void everyOperationIsAmongThoseThatCrash() throws IOException {
        Node node = node();
        Crashing disk = new Crashing(OPERATIONS - 1);
        node.prepare(FIRST);
        node.prepare(SECOND, disk);

        assertThat(disk.left()).isPositive();
    }

    private Node node() throws IOException {
        Node node = new Node(work);
        fill(node);
        return node;
    }

    private static void fill(Node node) throws IOException {
        node.holds("disk", "DISK")
                .holds("vmlinuz", "KERNEL")
                .holds("initrd", "RAMDISK")
                .holds("iso", "ISO");
        Files.createDirectory(node.folder);
        Files.writeString(node.folder.resolve("notes"), "theirs");
    }

    private static Map<String, String> with(Map<String, String> images) {
        Map<String, String> all = new TreeMap<>(images);
        all.put("notes", "theirs");
        return all;
    }

    private static void crash(Run run) {
        try {
            run.run();
        } catch (Crash | IOException e) {
            assertThat(e).isNotNull(); // the process has ended, or could not do what it was told
        }
    }

    private interface Run {
        void run() throws IOException;
    }

    /** The end of a process. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A disk of a process that ends before one of its operations; nothing is done after that. */
    private static final class Crashing implements Disk {
        private int left;

        Crashing(int operations) {
            left = operations;
        }

        int left() {
            return left;
        }

        @Override
        public void write(Path file, byte[] bytes) throws IOException {
            step();
            REAL.write(file, bytes);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            step();
            REAL.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            step();
            REAL.delete(file);
        }

        @Override
        public void force(Path folder) throws IOException {
            step();
            REAL.force(folder);
        }

        private void step() {
            if (left == 0) {
                throw new Crash();
            }
            left--;
        }
    }
}

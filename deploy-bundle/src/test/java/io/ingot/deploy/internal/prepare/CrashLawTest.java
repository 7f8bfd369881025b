// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A crash at any operation of a run, and perhaps of the next run, leaves the old set or the new one. */
class CrashLawTest {
    private static final int MAX_OPERATIONS = 40;
    private static final Role[] OLD = {Role.IMAGE, Role.KERNEL, Role.RAMDISK};
    private static final Role[] NEW = {Role.KERNEL, Role.IMAGE, Role.BOOT_ISO};
    private static final String NOTE = "note";

    /** The content of the folder before the run. */
    enum Before {
        NOTHING,
        EARLIER_SET,
        SAME_SET,
        FOREIGN_FILES
    }

    @Property(generation = GenerationMode.EXHAUSTIVE, edgeCases = EdgeCasesMode.NONE)
    void oneCrashLeavesTheOldOrTheNewSet(
            @ForAll Before before, @ForAll boolean linked, @ForAll @IntRange(max = MAX_OPERATIONS) int crash)
            throws IOException {
        check(before, linked, crash, Integer.MAX_VALUE);
    }

    @Property(tries = 60)
    void crashOfTheRecoveryLeavesTheOldOrTheNewSet(
            @ForAll Before before,
            @ForAll boolean linked,
            @ForAll @IntRange(max = MAX_OPERATIONS) int crash,
            @ForAll @IntRange(max = 20) int next)
            throws IOException {
        check(before, linked, crash, next);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE, edgeCases = EdgeCasesMode.NONE)
    void crashPointsCoverEveryStep(@ForAll Before before, @ForAll boolean linked) throws IOException {
        Path temporary = Files.createTempDirectory("prepare-crash");
        try {
            Node node = Node.below(temporary);
            setUp(node, before, linked);
            TestDisk disk = TestDisk.reliable();
            crashes(node, linked, disk, engine(node, linked), newPlan());
            assertThat(disk.operations()).hasSizeBetween(20, MAX_OPERATIONS);
        } finally {
            delete(temporary);
        }
    }

    private static void check(Before before, boolean linked, int crash, int next) throws IOException {
        Path temporary = Files.createTempDirectory("prepare-crash");
        try {
            Node node = Node.below(temporary);
            Map<String, String> old = setUp(node, before, linked);
            boolean crashed = crashes(node, linked, TestDisk.crashingAfter(crash), engine(node, linked), newPlan());
            crashes(node, linked, TestDisk.crashingAfter(next), incomplete(node, linked), newPlan());

            assertThatThrownBy(() -> node.prepare(incomplete(node, linked), newPlan()))
                    .isInstanceOf(ImageException.class)
                    .extracting(thrown -> ((ImageException) thrown).code())
                    .isEqualTo(ErrorCode.NOT_FOUND);
            Map<String, String> completeNew = withNote(Node.expected("v2", NEW), before);
            assertThat(node.files()).isIn(crashed ? old : completeNew, completeNew);
            assertThat(node.home().resolve("staged")).doesNotExist();
            assertThat(Files.exists(node.home())).isEqualTo(Files.exists(node.record()));

            node.prepare(engine(node, linked), newPlan());
            assertThat(node.files()).isEqualTo(completeNew);
            assertCleaned(node, before);
        } finally {
            delete(temporary);
        }
    }

    @Property(tries = 60)
    void cleaningAfterACrashLeavesForeignFiles(
            @ForAll Before before, @ForAll boolean linked, @ForAll @IntRange(max = MAX_OPERATIONS) int crash)
            throws IOException {
        Path temporary = Files.createTempDirectory("prepare-crash");
        try {
            Node node = Node.below(temporary);
            setUp(node, before, linked);
            crashes(node, linked, TestDisk.crashingAfter(crash), engine(node, linked), newPlan());
            Map<String, String> foreign = new TreeMap<>(node.files());
            foreign.values().removeIf(text -> text.startsWith("http:"));
            node.clean();
            assertThat(node.files()).isEqualTo(foreign);
            assertThat(node.home()).doesNotExist();
        } finally {
            delete(temporary);
        }
    }

    @Property(tries = 60)
    void nextCleaningCompletesACrashedOne(
            @ForAll Before before, @ForAll boolean linked, @ForAll @IntRange(max = 20) int crash) throws IOException {
        Assume.that(before != Before.NOTHING);
        Path temporary = Files.createTempDirectory("prepare-crash");
        try {
            Node node = Node.below(temporary);
            setUp(node, before, linked);
            node.prepare(engine(node, linked), newPlan());
            try {
                new NodeCleanup(TestDisk.crashingAfter(crash)).clean(node.folder, Call.start());
            } catch (TestDisk.Crash e) {
                assertThat(e).hasMessageContaining(" ");
            }
            assertCleaned(node, before);
        } finally {
            delete(temporary);
        }
    }

    private static Map<String, String> setUp(Node node, Before before, boolean linked) throws IOException {
        switch (before) {
            case NOTHING -> {}
            case EARLIER_SET -> node.prepare(engine(node, linked), Node.plan("v1", OLD));
            case SAME_SET -> node.prepare(engine(node, linked), newPlan());
            case FOREIGN_FILES -> {
                Files.writeString(node.folder.resolve("image"), "another program's");
                Files.writeString(node.folder.resolve(NOTE), "foreign");
            }
        }
        return node.files();
    }

    private static boolean crashes(Node node, boolean linked, TestDisk disk, FakeEngine engine, DeploymentPlan plan)
            throws IOException {
        try {
            new NodePreparation(engine, Node.MODE, disk).prepare(plan, node.folder, progress -> {}, Call.start());
            return false;
        } catch (TestDisk.Crash e) {
            return true;
        } catch (ImageException e) {
            assertThat(e.code()).as("linked %s", linked).isEqualTo(ErrorCode.NOT_FOUND);
            return false;
        }
    }

    private static void assertCleaned(Node node, Before before) throws IOException {
        node.clean();
        assertThat(node.files()).isEqualTo(withNote(Map.of(), before));
        assertThat(node.home()).doesNotExist();
    }

    private static Map<String, String> withNote(Map<String, String> files, Before before) {
        Map<String, String> all = new TreeMap<>(files);
        if (before == Before.FOREIGN_FILES) {
            all.put(NOTE, "foreign");
        }
        return all;
    }

    private static DeploymentPlan newPlan() throws ImageException {
        return Node.plan("v2", NEW);
    }

    private static FakeEngine engine(Node node, boolean linked) {
        return linked ? FakeEngine.linking(node.store) : FakeEngine.copying();
    }

    /** An engine that has only some of the images. */
    private static FakeEngine incomplete(Node node, boolean linked) {
        return engine(node, linked).failing(Node.url("v2-boot_iso"), ErrorCode.NOT_FOUND);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

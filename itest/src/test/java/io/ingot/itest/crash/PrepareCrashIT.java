// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.Extent;
import io.ingot.itest.Seed;
import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.http.CountingOrigin;
import io.ingot.testing.http.OriginImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process is killed by SIGKILL while it prepares a node's folder that contains another set of images. {@code
 * -Ditest.seed=N} chooses other moments.
 */
class PrepareCrashIT {
    private static final long SEED = Seed.of("itest.seed");
    private static final int KILLS = Extent.of(3, 10, 100);
    private static final int KIB = 1024;
    /** The CPU time of a process. */
    private static final long WORK_MILLIS = 2200;

    private final Random random = new Random(SEED);
    private CountingOrigin origin;
    private Path folder;
    private Path node;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = WorkFolder.create("prepare-crash");
        node = Files.createDirectory(folder.resolve("node"));
        home = new Home(folder);
    }

    @AfterEach
    void closeOrigin() {
        origin.close();
    }

    @Test
    void killedPrepareIsCompletedOrUndoneByTheNext() throws Exception {
        Path note = Files.writeString(node.resolve("note"), "of the operator");
        Map<String, byte[]> before = Map.of();
        for (int round = 1; round <= KILLS; round++) {
            OriginImage kernel = publish("/kernel-" + round);
            OriginImage ramdisk = publish("/ramdisk-" + round);
            Path instance = instance("instance-" + round, origin.url(kernel), origin.url(ramdisk));
            String context = "-Ditest.seed=" + SEED + ", round " + round;

            killAtAnyMoment(home.start("prepare", instance.toString(), node.toString()));
            assertNoPartialImages(context, before, imagesOf(kernel, ramdisk));

            Ingot again = home.run("prepare", instance.toString(), node.toString(), "--json");
            assertThat(again.exit()).as(context + " then " + again).isZero();
            before = imagesOf(kernel, ramdisk);
            assertThat(images()).as(context).hasSize(2);
            assertNoPartialImages(context, before, before);
            assertThat(note).hasContent("of the operator");
        }
        Ingot cleaned = home.run("prepare", "--clean", node.toString(), "--json");
        assertThat(cleaned.exit()).as(cleaned.toString()).isZero();
        assertThat(images()).isEmpty();
        assertThat(node.resolve(".ingot")).doesNotExist();
        assertThat(note).hasContent("of the operator");
    }

    private OriginImage publish(String path) {
        byte[] content = new byte[64 * KIB + random.nextInt(64 * KIB)];
        random.nextBytes(content);
        return origin.serve(OriginImage.of(path, content));
    }

    private Path instance(String name, String kernel, String ramdisk) throws Exception {
        return Files.writeString(folder.resolve(name + ".json"), """
                {"kernel": "%s", "ramdisk": "%s", "capabilities": {"boot_option": "ramdisk"}}
                """.formatted(kernel, ramdisk));
    }

    private void killAtAnyMoment(Ingot process) {
        KillMoment moment = KillMoment.afterWork((long) (random.nextDouble() * WORK_MILLIS));
        boolean staged = random.nextBoolean();
        while (process.isAlive() && !moment.isReached().test(process)) {
            if (staged && Files.exists(node.resolve(".ingot/staged/ramdisk"))) {
                break;
            }
            LockSupport.parkNanos(1_000_000);
        }
        process.kill();
        process.exit();
    }

    private static Map<String, byte[]> imagesOf(OriginImage kernel, OriginImage ramdisk) {
        return Map.of("kernel", kernel.content(), "ramdisk", ramdisk.content());
    }

    /** Every image is complete, from the old or the new set, and no image of the old set is missing. */
    private void assertNoPartialImages(String context, Map<String, byte[]> old, Map<String, byte[]> next)
            throws Exception {
        Map<String, byte[]> now = images();
        assertThat(now.keySet()).as(context).containsAll(old.keySet());
        now.forEach((name, bytes) -> assertThat(
                        List.of(Arrays.equals(bytes, old.get(name)), Arrays.equals(bytes, next.get(name))))
                .as(context + ", " + name)
                .contains(true));
    }

    private Map<String, byte[]> images() throws Exception {
        Map<String, byte[]> images = new TreeMap<>();
        for (String name : List.of("kernel", "ramdisk")) {
            if (Files.exists(node.resolve(name))) {
                images.put(name, Files.readAllBytes(node.resolve(name)));
            }
        }
        return images;
    }
}

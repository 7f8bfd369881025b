// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.itest.command.Home;
import io.ingot.itest.command.OriginImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When a process is killed. Asked over and over again from the start of the process; true from the moment on.
 *
 * @param when what a test prints of it
 */
record KillMoment(String when, BooleanSupplier reached) {
    private static final List<String> STEPS = List.of("parts/", "images/", "entries/", "references/", "seen/");

    /** A moment of any kind, with equal chances: in the life of the process, in the transfer, in the store's steps. */
    static KillMoment any(Random random, OriginImage image, Path store, long lifeMillis) {
        return switch (random.nextInt(3)) {
            case 0 -> afterTime((long) (random.nextDouble() * lifeMillis));
            case 1 -> afterBytes((long) (random.nextDouble() * image.size()), image);
            default -> afterFile(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(3), store);
        };
    }

    /** So many milliseconds after the start. */
    static KillMoment afterTime(long millis) {
        long start = System.nanoTime();
        return new KillMoment(
                "after " + millis + " ms", () -> System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** When so many further bytes of an image have gone out. */
    static KillMoment afterBytes(long bytes, OriginImage image) {
        long before = image.sent();
        return new KillMoment("after " + bytes + " bytes", () -> image.sent() - before > bytes);
    }

    /** When so many further files are to be seen in a folder of the store. */
    static KillMoment afterFile(String folder, int files, Path store) {
        Path watched = store.resolve(folder);
        Set<String> before = new HashSet<>(Home.files(watched));
        return new KillMoment("at new file " + files + " in " + folder, () -> {
            Set<String> now = new HashSet<>(Home.files(watched));
            now.removeAll(before);
            return now.size() >= files;
        });
    }
}

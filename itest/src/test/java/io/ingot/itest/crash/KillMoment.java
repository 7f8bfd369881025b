// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.http.OriginImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When a process is killed. A moment is an event, never a time of the clock: so it comes at the same step of the process,
 * whatever else the machine does.
 *
 * @param when what a test prints of it
 * @param reached asked over and over again from the start of the process; true from the moment on
 */
record KillMoment(String when, Predicate<Ingot> reached) {
    /** The process ends by itself. */
    static final KillMoment NEVER = new KillMoment("never", process -> false);

    private static final List<String> STEPS = List.of("parts/", "images/", "entries/", "references/", "seen/");

    /**
     * A moment of any kind, with equal chances: in the work of the process, in the transfer, in the store's steps.
     *
     * @param workMillis the processor time that the process needs
     */
    static KillMoment any(Random random, OriginImage image, Path store, long workMillis) {
        return switch (random.nextInt(3)) {
            case 0 -> afterWork((long) (random.nextDouble() * workMillis));
            case 1 -> afterBytes((long) (random.nextDouble() * image.size()), image);
            default -> afterFile(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(3), store);
        };
    }

    /** When the process has used so many milliseconds of processor time. */
    static KillMoment afterWork(long millis) {
        return new KillMoment(
                "after " + millis + " ms of work", process -> process.work().toMillis() >= millis);
    }

    /** When so many further bytes of an image have gone out. */
    static KillMoment afterBytes(long bytes, OriginImage image) {
        long before = image.sent();
        return new KillMoment("after " + bytes + " bytes", process -> image.sent() - before > bytes);
    }

    /** When so many further files are to be seen in a folder of the store. */
    static KillMoment afterFile(String folder, int files, Path store) {
        Path watched = store.resolve(folder);
        Set<String> before = new HashSet<>(Home.files(watched));
        return new KillMoment("at new file " + files + " in " + folder, process -> {
            Set<String> now = new HashSet<>(Home.files(watched));
            now.removeAll(before);
            return now.size() >= files;
        });
    }
}

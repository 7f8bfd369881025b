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
 * The event at which a process is killed. It is never a time: so it happens at the same step of the process whatever
 * the load of the machine is.
 *
 * @param description for messages
 * @param isReached polled from the start of the process; true from the event on
 */
record KillMoment(String description, Predicate<Ingot> isReached) {
    /** No kill: the process ends by itself. */
    static final KillMoment NEVER = new KillMoment("never", process -> false);

    private static final List<String> STEPS = List.of("parts/", "images/", "entries/", "references/", "seen/");

    /**
     * Chooses an event with equal chances for CPU time, transferred bytes and files of the store.
     *
     * @param workMillis the CPU time that the process needs
     */
    static KillMoment any(Random random, OriginImage image, Path store, long workMillis) {
        return switch (random.nextInt(3)) {
            case 0 -> afterWork((long) (random.nextDouble() * workMillis));
            case 1 -> afterBytes((long) (random.nextDouble() * image.size()), image);
            default -> afterFile(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(3), store);
        };
    }

    /** After the process has used an amount of CPU time. */
    static KillMoment afterWork(long millis) {
        return new KillMoment(
                "after " + millis + " ms of CPU time",
                process -> process.cpuTime().toMillis() >= millis);
    }

    /** After the server has sent a number of further bytes of an image. */
    static KillMoment afterBytes(long bytes, OriginImage image) {
        long before = image.sent();
        return new KillMoment("after " + bytes + " bytes", process -> image.sent() - before > bytes);
    }

    /** After a number of further files have appeared in a directory of the store. */
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

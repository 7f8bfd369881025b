// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.Work;
import io.ingot.itest.command.CountingOrigin;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.itest.command.OriginImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Processes that share a store are killed by SIGKILL at random moments of fetches, hits, evictions and cleanings, and
 * many of them once more when they try again. The seed is printed; {@code -Ditest.seed=N} takes another run's,
 * {@code -Ditest.kills=N} says how many.
 */
class CrashIT {
    private static final long SEED = Long.getLong("itest.seed", new SecureRandom().nextLong() & Integer.MAX_VALUE);
    private static final int KILLS = Integer.getInteger("itest.kills", Boolean.getBoolean("ingot.full") ? 200 : 20);

    private static final int MIB = 1 << 20;
    /** What may come twice for each connection that broke: a unit of 1 MiB, and what the sockets held by then. */
    private static final int COMES_TWICE = 4 * MIB;

    private static final int IMAGES_KEPT = 5;
    private static final long FAST = 20L * MIB;
    private static final long SLOW = 5L * MIB;
    private static final long STORE_BYTES = 52L * MIB;
    /** What a process needs besides the transfer, on a machine that is busy. */
    private static final long START_MILLIS = 900;

    private static final Pattern HELD = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\",\"size\":(\\d+)");

    private final Random random = new Random(SEED);
    private final List<OriginImage> images = new ArrayList<>();
    private final List<Destination> destinations = new ArrayList<>();
    private CountingOrigin origin;
    private Path folder;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = Work.folder("crash");
        home = new Home(folder).fetch("storeMaxBytes", STORE_BYTES);
    }

    @AfterEach
    void closeOrigin() {
        origin.close();
    }

    @Test
    void nothingIsWrongOrLostOrFetchedTwiceAfterAKill() throws Exception {
        System.out.println("CrashIT: -Ditest.seed=" + SEED + ", " + KILLS + " kills");
        int killed = 0;
        for (int round = 1; killed < KILLS; round++) {
            OriginImage fresh = publish(round);
            List<Victim> victims = startVictims(fresh, 1 + random.nextInt(3));
            int fallen = kill(victims);
            String story = "seed " + SEED + ", round " + round + ", " + victims;
            assertDestinationsUnharmed(story);
            List<Victim> again = startAgain(victims);
            fallen += kill(again);
            story += ", again " + again;
            assertDestinationsUnharmed(story);
            assertCleanRun(story);
            assertNothingFetchedTwice(story, fresh, fallen);
            assertStoreConsistent(story, round % 4 == 0);
            for (Destination each : destinations) {
                Files.delete(each.path());
            }
            destinations.clear();
            killed += fallen;
        }
    }

    /** An image that nobody has yet: one connection takes long enough to be killed, some so long that several help. */
    private OriginImage publish(int round) {
        byte[] content = new byte[6 * MIB + random.nextInt(9 * MIB)];
        random.nextBytes(content);
        if (random.nextBoolean()) {
            Arrays.fill(content, content.length / 3, content.length / 2, (byte) 0);
        }
        OriginImage fresh = origin.serve(
                OriginImage.of("/image-" + round, content).bytesPerSecond(random.nextInt(4) == 0 ? SLOW : FAST));
        images.add(fresh);
        if (images.size() > IMAGES_KEPT) {
            origin.forget(images.remove(0));
        }
        return fresh;
    }

    private List<Victim> startVictims(OriginImage fresh, int count) throws Exception {
        List<Victim> victims = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            victims.add(
                    switch (number == 0 ? random.nextInt(4) : random.nextInt(10)) {
                        case 0, 1, 2, 4 -> fetch(fresh, number);
                        case 3, 5, 6 -> fetch(any(), number);
                        case 7 -> store(fresh, "gc");
                        case 8 -> store(fresh, "verify");
                        default -> store(fresh, "remove", origin.url(images.get(0)));
                    });
        }
        return victims;
    }

    /** Those that were killed try again. */
    private List<Victim> startAgain(List<Victim> victims) throws Exception {
        List<Victim> again = new ArrayList<>();
        for (Victim fallen : victims.stream().filter(Victim::fell).toList()) {
            again.add(victim(fallen.image(), fallen.command().toArray(String[]::new)));
        }
        return again;
    }

    private OriginImage any() {
        return images.get(random.nextInt(images.size()));
    }

    private Victim fetch(OriginImage image, int number) throws Exception {
        Path path = folder.resolve("destination-" + number);
        destinations.add(
                random.nextBoolean()
                        ? Destination.empty(path, image)
                        : Destination.occupied(path, new byte[] {1, 2, 3}, image));
        return victim(
                image,
                "fetch",
                origin.url(image),
                path.toString(),
                "--config=io.ingot.fetch/placement=" + (random.nextBoolean() ? "link" : "copy"));
    }

    private Victim store(OriginImage fresh, String... action) throws Exception {
        List<String> line = new ArrayList<>(List.of("store"));
        line.addAll(List.of(action));
        return victim(fresh, line.toArray(String[]::new));
    }

    private Victim victim(OriginImage image, String... command) throws Exception {
        long life = START_MILLIS + (command[0].equals("fetch") ? 1000 * image.size() / FAST : 0);
        KillMoment moment = KillMoment.any(random, image, home.store(), life);
        return new Victim(home.start(command), image, List.of(command), moment);
    }

    /** Waits until all have ended; how many of them were killed. */
    private static int kill(List<Victim> victims) {
        int fallen = 0;
        while (victims.stream().anyMatch(victim -> victim.process().alive())) {
            fallen += (int) victims.stream().filter(Victim::fall).count();
            LockSupport.parkNanos(100_000);
        }
        return fallen;
    }

    private void assertDestinationsUnharmed(String story) throws Exception {
        for (Destination each : destinations) {
            assertThat(each.state()).as(story).isIn("absent", "as before", "right");
        }
    }

    private void assertCleanRun(String story) throws Exception {
        List<Ingot> again = new ArrayList<>();
        for (Destination each : destinations) {
            again.add(home.start("fetch", origin.url(each.wanted()), each.path().toString(), "--json"));
        }
        for (Ingot each : again) {
            assertThat(each.exit()).as(story + " then " + each).isZero();
        }
        for (Destination each : destinations) {
            assertThat(each.state()).as(story).isEqualTo("right");
        }
        assertThat(hiddenFiles()).as(story).isEmpty();
    }

    /** Files of ours beside the destinations. */
    private List<String> hiddenFiles() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    private static void assertNothingFetchedTwice(String story, OriginImage fresh, int killed) {
        assertThat(fresh.sentAgain())
                .as(story + ", image of " + fresh.size() + " bytes in " + fresh.bodies() + " bodies, "
                        + fresh.brokenBodies() + " broken")
                .isLessThanOrEqualTo((long) COMES_TWICE * (fresh.brokenBodies() + killed));
    }

    private void assertStoreConsistent(String story, boolean thoroughly) throws Exception {
        Ingot verified = home.run("store", "verify", "--json");
        assertThat(verified.exit()).as(story + " then " + verified).isZero();
        if (thoroughly) {
            Ingot cleaned = home.run("store", "gc", "--json");
            assertThat(cleaned.exit()).as(story + " then " + cleaned).isZero();
            StoreFolder store = new StoreFolder(home.store());
            assertThat(store.faults()).as(story).isEmpty();
            Ingot listed = home.run("store", "list", "--json");
            assertThat(listed.exit()).as(story + " then " + listed).isZero();
            TreeSet<String> digests = new TreeSet<>(HELD.matcher(listed.output())
                    .results()
                    .map(match -> digestOfSize(match, store))
                    .toList());
            assertThat(digests).as(story).isEqualTo(store.held());
        }
        assertThat(Home.files(home.store().resolve("parts"))).as(story).isEmpty();
    }

    private static String digestOfSize(MatchResult listed, StoreFolder store) {
        assertThat(store.path().resolve("images").resolve(listed.group(1))).hasSize(Long.parseLong(listed.group(2)));
        return listed.group(1);
    }
}

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that share a store are killed by SIGKILL during fetches, hits, evictions, removals and garbage collections,
 * many of them again when they retry. {@code -Ditest.seed=N} chooses other plans, {@code -Ditest.kills=N} the number of
 * kills.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("itest.kills", Extent.of(12, 30, 300));
    /** The maximal number of rounds per kill: more would mean that hardly any process is killed. */
    private static final int ROUNDS_PER_KILL = 3;

    private static final int MIB = 1 << 20;
    /**
     * The bytes that may be transferred again for each broken connection: a unit of 1 MiB, and the buffers of the
     * sockets.
     */
    private static final int MAX_REPEATED_BYTES = 4 * MIB;

    private static final int MAX_IMAGES = 5;
    private static final long FAST = 20L * MIB;
    private static final long SLOW = 5L * MIB;
    private static final long STORE_BYTES = 52L * MIB;
    /** The CPU time of a process besides the transfer. */
    private static final long STARTUP_MILLIS = Boolean.getBoolean("ingot.full") ? 1700 : 1100;

    private static final Pattern STORED = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\",\"size\":(\\d+)");

    private final List<OriginImage> images = new ArrayList<>();
    private final List<Destination> destinations = new ArrayList<>();
    private int killsLeft;
    private CountingOrigin origin;
    private Path folder;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = WorkFolder.create("crash");
        home = new Home(folder).fetchProperty("storeMaxBytes", STORE_BYTES);
    }

    @AfterEach
    void closeOrigin() {
        origin.close();
    }

    @Test
    void killsCauseNoDamageAndNoRepeatedTransfer() throws Exception {
        killsLeft = KILLS;
        for (Rounds rounds = new Rounds(Seed.of("itest.seed")); killsLeft > 0; ) {
            run(rounds.next());
            assertThat(rounds.count()).as("rounds").isLessThanOrEqualTo(ROUNDS_PER_KILL * KILLS);
        }
    }

    /** Seeds that once found a bug, with the number of rounds. */
    @ParameterizedTest
    @CsvSource("584493737, 1")
    void plansThatFoundABugPass(long seed, int rounds) throws Exception {
        killsLeft = Integer.MAX_VALUE;
        Rounds plans = new Rounds(seed);
        while (plans.count() < rounds) {
            run(plans.next());
        }
    }

    @Test
    void imageRemovedBetweenTwoFetchesIsFetchedAgain() throws Exception {
        OriginImage image = publish(new Random(1), 1);
        List<Victim> ended = List.of(
                runToEnd(image, "fetch", origin.url(image), folder + "/one"),
                runToEnd(image, "store", "remove", origin.url(image)),
                runToEnd(image, "fetch", origin.url(image), folder + "/two"));

        assertThat(ended).allMatch(victim -> victim.process().exit() == 0);
        assertThat(image.sentAgain()).isGreaterThanOrEqualTo(image.size());
        assertNoRepeatedTransfer("a removal", image, ended);
    }

    private Victim runToEnd(OriginImage image, String... command) throws Exception {
        return new Victim(home.run(command), image, List.of(command), KillMoment.NEVER);
    }

    private void run(Round round) throws Exception {
        Random random = new Random(round.seed());
        OriginImage fresh = publish(random, round.number());
        List<Victim> victims = startVictims(random, fresh, 1 + random.nextInt(3));
        List<Random> secondMoments =
                victims.stream().map(victim -> new Random(random.nextLong())).toList();
        kill(victims);
        String context = round + ", " + victims;
        assertDestinationsIntact(context);
        List<Victim> again = startAgain(victims, secondMoments);
        kill(again);
        context += ", again " + again;
        assertDestinationsIntact(context);
        assertRepetitionSucceeds(context);
        assertNoRepeatedTransfer(
                context, fresh, Stream.concat(victims.stream(), again.stream()).toList());
        assertStoreConsistent(context, round.number() % 4 == 0);
        for (Destination each : destinations) {
            Files.delete(each.path());
        }
        destinations.clear();
    }

    /**
     * Publishes a new image whose transfer takes long enough to be killed; some transfers are so slow that several
     * connections start.
     */
    private OriginImage publish(Random random, int round) {
        byte[] content = new byte[6 * MIB + random.nextInt(9 * MIB)];
        random.nextBytes(content);
        if (random.nextBoolean()) {
            Arrays.fill(content, content.length / 3, content.length / 2, (byte) 0);
        }
        OriginImage fresh = origin.serve(
                OriginImage.of("/image-" + round, content).bytesPerSecond(random.nextInt(4) == 0 ? SLOW : FAST));
        images.add(fresh);
        if (images.size() > MAX_IMAGES) {
            origin.remove(images.remove(0));
        }
        return fresh;
    }

    private List<Victim> startVictims(Random random, OriginImage fresh, int count) throws Exception {
        List<Victim> victims = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            victims.add(
                    switch (number == 0 ? random.nextInt(4) : random.nextInt(10)) {
                        case 0, 1, 2, 4 -> fetch(random, fresh, number);
                        case 3, 5, 6 -> fetch(random, images.get(random.nextInt(images.size())), number);
                        case 7 -> start(random, fresh, "store", "gc");
                        case 8 -> start(random, fresh, "store", "verify");
                        default -> start(random, images.get(0), "store", "remove", origin.url(images.get(0)));
                    });
        }
        return victims;
    }

    /** Starts the killed processes again. */
    private List<Victim> startAgain(List<Victim> victims, List<Random> moments) throws Exception {
        List<Victim> again = new ArrayList<>();
        for (int number = 0; number < victims.size(); number++) {
            Victim victim = victims.get(number);
            if (victim.wasKilled()) {
                again.add(start(
                        moments.get(number), victim.image(), victim.command().toArray(String[]::new)));
            }
        }
        return again;
    }

    private Victim fetch(Random random, OriginImage image, int number) throws Exception {
        Path path = folder.resolve("destination-" + number);
        destinations.add(
                random.nextBoolean()
                        ? Destination.empty(path, image)
                        : Destination.occupied(path, new byte[] {1, 2, 3}, image));
        return start(
                random,
                image,
                "fetch",
                origin.url(image),
                path.toString(),
                "--config=io.ingot.fetch/placement=" + (random.nextBoolean() ? "link" : "copy"));
    }

    private Victim start(Random random, OriginImage image, String... command) throws Exception {
        long work = STARTUP_MILLIS + (command[0].equals("fetch") ? 1000 * image.size() / FAST : 0);
        KillMoment moment = KillMoment.any(random, image, home.store(), work);
        return new Victim(home.start(command), image, List.of(command), moment);
    }

    /** Kills each process at its moment, as long as kills are left, and waits until all have ended. */
    private void kill(List<Victim> victims) {
        while (victims.stream().anyMatch(victim -> victim.process().isAlive())) {
            for (Victim victim : victims) {
                if (killsLeft > 0 && victim.killIfDue()) {
                    killsLeft--;
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void assertDestinationsIntact(String context) throws Exception {
        for (Destination each : destinations) {
            assertThat(each.state()).as(context).isIn("absent", "as before", "expected");
        }
    }

    private void assertRepetitionSucceeds(String context) throws Exception {
        List<Ingot> again = new ArrayList<>();
        for (Destination each : destinations) {
            again.add(
                    home.start("fetch", origin.url(each.expected()), each.path().toString(), "--json"));
        }
        for (Ingot each : again) {
            assertThat(each.exit()).as(context + " then " + each).isZero();
        }
        for (Destination each : destinations) {
            assertThat(each.state()).as(context).isEqualTo("expected");
        }
        assertThat(hiddenFiles()).as(context).isEmpty();
    }

    /** Lists Ingot's temporary files beside the destinations. */
    private List<String> hiddenFiles() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    /** Allows for a unit per broken connection or kill, and for the whole image per removal from the store. */
    private static void assertNoRepeatedTransfer(String context, OriginImage fresh, List<Victim> ended) {
        long fallen = ended.stream().filter(Victim::wasKilled).count();
        long removals = ended.stream()
                .filter(victim -> victim.image() == fresh && victim.mayHaveRemovedItsImage())
                .count();
        assertThat(fresh.sentAgain())
                .as(context + ", image of " + fresh.size() + " bytes in " + fresh.bodies() + " bodies, "
                        + fresh.brokenBodies() + " broken")
                .isLessThanOrEqualTo(MAX_REPEATED_BYTES * (fresh.brokenBodies() + fallen) + removals * fresh.size());
    }

    private void assertStoreConsistent(String context, boolean thoroughly) throws Exception {
        Ingot verified = home.run("store", "verify", "--json");
        assertThat(verified.exit()).as(context + " then " + verified).isZero();
        if (thoroughly) {
            Ingot cleaned = home.run("store", "gc", "--json");
            assertThat(cleaned.exit()).as(context + " then " + cleaned).isZero();
            StoreFolder store = new StoreFolder(home.store());
            assertThat(store.inconsistencies()).as(context).isEmpty();
            Ingot listed = home.run("store", "list", "--json");
            assertThat(listed.exit()).as(context + " then " + listed).isZero();
            TreeSet<String> digests = new TreeSet<>(STORED.matcher(listed.output())
                    .results()
                    .map(match -> digestOfSize(match, store))
                    .toList());
            assertThat(digests).as(context).isEqualTo(store.storedDigests());
        }
        assertThat(Home.files(home.store().resolve("parts"))).as(context).isEmpty();
    }

    private static String digestOfSize(MatchResult listed, StoreFolder store) {
        assertThat(store.path().resolve("images").resolve(listed.group(1))).hasSize(Long.parseLong(listed.group(2)));
        return listed.group(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.Images;
import io.ingot.testing.http.CountingOrigin;
import io.ingot.testing.http.OriginImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes stop immediately on signals and timeouts, in any state. */
class StopIT {
    private static final int MIB = 1 << 20;
    private static final byte[] CONTENT = Images.ofSize(8 * MIB);
    /** A second to react, and one for the exit of a process on a busy machine. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Map<String, Ingot> states = new TreeMap<>();
    private CountingOrigin origin;
    private Path folder;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = WorkFolder.create("stop");
        home = new Home(folder).fetchProperty("segments", 1); // several segments would be too fast
    }

    @AfterEach
    void endAll() {
        states.values().forEach(Ingot::close);
        origin.close();
    }

    @Test
    void terminateInAnyState() throws Exception {
        startInEachState();

        assertEnded("TERM", 143);
    }

    @Test
    void interruptInAnyState() throws Exception {
        startInEachState();

        assertEnded("INT", 130);
    }

    @Test
    void timeoutInAnyState() throws Exception {
        long start = System.nanoTime();
        startInEachState("--timeout=" + LIMIT.toSeconds());
        Duration started = Duration.ofNanos(System.nanoTime() - start);

        for (Map.Entry<String, Ingot> each : states.entrySet()) {
            assertThat(each.getValue().exit()).as(each.toString()).isEqualTo(20);
            assertThat(each.getValue().errorCode()).as(each.toString()).isEqualTo("TIMED_OUT");
        }
        Duration ended = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("StopIT: all ended "
                + ended.minus(started).minus(LIMIT).toMillis()
                + " ms after the deadline of the last process");
        assertThat(ended).isLessThan(started.plus(LIMIT).plus(MAX_DELAY));
        assertNoFilesLeft();
    }

    private void startInEachState(String... options) throws Exception {
        OriginImage unanswered = origin.serve(OriginImage.of("/asking", CONTENT).holdAnswers());
        fetch("asking", origin.url(unanswered), options);

        OriginImage slow = origin.serve(OriginImage.of("/transferring", CONTENT).bytesPerSecond(MIB / 4));
        fetch("transferring", origin.url(slow), options);

        OriginImage stalled = origin.serve(OriginImage.of("/stalled", CONTENT).holdBodiesAt(3 * MIB));
        fetch("stalled", origin.url(stalled), options);
        await().atMost(Ingot.TIMEOUT).until(() -> stalled.sent() > 2 * MIB);
        int asked = stalled.requestCount();
        fetch("waiting for another's transfer", origin.url(stalled), options);

        Path large = sparse();
        Ingot checking = fetch(
                "checking",
                large.toUri().toString(),
                Stream.concat(
                                Stream.of(options),
                                Stream.of("--digest=sha512", "--config=io.ingot.file/allowedPaths=" + folder))
                        .toArray(String[]::new));

        await().atMost(Ingot.TIMEOUT).until(() -> unanswered.blockedRequests() > 0);
        await().atMost(Ingot.TIMEOUT).until(() -> slow.sent() > 0);
        await().atMost(Ingot.TIMEOUT).until(() -> stalled.requestCount() > asked);
        awaitOpen(checking, large);
    }

    /** Creates a sparse file whose digest takes many seconds, without space on the disk. */
    private Path sparse() throws Exception {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(200L << 30);
        }
        return large;
    }

    private static void awaitOpen(Ingot ingot, Path file) {
        Path handles = Path.of("/proc", Long.toString(ingot.pid()), "fd");
        await().atMost(Ingot.TIMEOUT).ignoreExceptions().until(() -> {
            try (Stream<Path> open = Files.list(handles)) {
                return open.anyMatch(handle -> leadsTo(handle, file));
            }
        });
    }

    private static boolean leadsTo(Path handle, Path file) {
        try {
            return Files.isSameFile(handle, file);
        } catch (IOException e) {
            return false;
        }
    }

    private Ingot fetch(String state, String reference, String... options) throws Exception {
        List<String> line =
                new ArrayList<>(List.of("fetch", reference, destination(state).toString(), "--json"));
        line.addAll(List.of(options));
        Ingot ingot = home.start(line.toArray(String[]::new));
        states.put(state, ingot);
        return ingot;
    }

    private Path destination(String state) {
        return folder.resolve("destination of " + state);
    }

    private void assertEnded(String signal, int status) throws Exception {
        for (Map.Entry<String, Ingot> each : states.entrySet()) {
            assertThat(each.getValue().isAlive()).as(each.toString()).isTrue();
            long start = System.nanoTime();
            each.getValue().signal(signal);
            assertThat(each.getValue().exit()).as(each.toString()).isEqualTo(status);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            System.out.println("StopIT: " + signal + " while " + each.getKey() + ": " + millis + " ms");
            assertThat(Duration.ofMillis(millis)).as(each.toString()).isLessThan(MAX_DELAY);
        }
        assertNoFilesLeft();
    }

    private void assertNoFilesLeft() throws Exception {
        for (String state : states.keySet()) {
            assertThat(destination(state)).doesNotExist();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
        assertThat(home.temporary()).isEmptyDirectory();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.CrowdRuntime;
import io.ingot.itest.command.CrowdRuntime.FetchTarget;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.Images;
import io.ingot.testing.http.CountingOrigin;
import io.ingot.testing.http.OriginImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many concurrent requests for one image with a shared store cause one transfer. */
class SharedStoreIT {
    private static final int MIB = 1 << 20;
    private static final byte[] CONTENT = Images.ofSize(14 * MIB + 5);
    private static final long UNIT = 4 * MIB;

    private Path folder;
    private Home home;
    private CountingOrigin origin;
    private OriginImage image;
    private final List<Ingot> started = new ArrayList<>();

    @BeforeEach
    void openOrigin() throws Exception {
        folder = WorkFolder.create("shared");
        home = new Home(folder).fetchProperty("segments", 1); // several segments may transfer some bytes twice
        origin = new CountingOrigin();
        image = origin.serve(OriginImage.of("/image", CONTENT).bytesPerSecond(28 * MIB));
    }

    @AfterEach
    void endAll() {
        started.forEach(Ingot::close);
        origin.close();
    }

    private Path destination(int number) {
        return folder.resolve("image-" + number);
    }

    private Ingot fetch(int number) throws Exception {
        Ingot ingot = home.start("fetch", origin.url(image), destination(number).toString(), "--json");
        started.add(ingot);
        return ingot;
    }

    /** Starts a process and waits until it has sent a request; then it waits for the transfer of another. */
    private Ingot startWaiter(int number) throws Exception {
        int before = image.requestCount();
        Ingot ingot = fetch(number);
        await().atMost(Ingot.TIMEOUT).until(() -> image.requestCount() > before);
        return ingot;
    }

    private Ingot startLeader(long bytes) throws Exception {
        image.holdBodiesAt(bytes);
        Ingot leader = fetch(0);
        await().atMost(Ingot.TIMEOUT).until(() -> image.sent() >= bytes - 16 * 1024);
        return leader;
    }

    private void assertFetched(Ingot ingot, int number) throws Exception {
        assertThat(ingot.exit()).as(ingot.toString()).isZero();
        assertThat(image.isContentOf(destination(number))).isTrue();
    }

    @Test
    void eightProcessesCauseOneTransfer() throws Exception {
        for (int number = 0; number < 8; number++) {
            fetch(number);
        }

        for (int number = 0; number < 8; number++) {
            assertFetched(started.get(number), number);
        }
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void sixtyFourRequestsInOneProcessCauseOneTransfer() throws Exception {
        List<FetchTarget> targets = IntStream.range(0, 64)
                .mapToObj(number -> new FetchTarget(origin.url(image), destination(number)))
                .toList();

        try (CrowdRuntime runtime = new CrowdRuntime(home, folder)) {
            runtime.start(targets);
            runtime.awaitEnd();
        }

        for (FetchTarget target : targets) {
            assertThat(image.isContentOf(target.destination())).isTrue();
        }
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void killedWaiterDoesNotAffectOthers() throws Exception {
        Ingot leader = startLeader(6 * MIB);
        Ingot victim = startWaiter(1);
        Ingot other = startWaiter(2);

        assertThat(victim.kill()).isTrue();
        image.release();

        assertFetched(leader, 0);
        assertFetched(other, 2);
        assertThat(destination(1)).doesNotExist();
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void waiterContinuesTheTransferOfAKilledLeader() throws Exception {
        Ingot leader = startLeader(10 * MIB);
        Ingot first = startWaiter(1);
        Ingot second = startWaiter(2);

        assertThat(leader.kill()).isTrue();
        image.release();

        assertFetched(first, 1);
        assertFetched(second, 2);
        assertThat(destination(0)).doesNotExist();
        assertThat(image.sentAgain()).isLessThanOrEqualTo(UNIT);
        assertThat(first.number("bytesReused") + second.number("bytesReused")).isPositive();
    }

    @Test
    void waiterContinuesTheTransferOfATerminatedLeader() throws Exception {
        Ingot leader = startLeader(10 * MIB);
        Ingot waiter = startWaiter(1);

        leader.signal("TERM");
        assertThat(leader.exit()).isEqualTo(143);
        image.release();

        assertFetched(waiter, 1);
        assertThat(destination(0)).doesNotExist();
        assertThat(image.sentAgain()).isLessThanOrEqualTo(UNIT);
    }
}

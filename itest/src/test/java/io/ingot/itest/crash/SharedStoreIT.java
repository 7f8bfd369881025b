// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.itest.Work;
import io.ingot.itest.command.CrowdRuntime;
import io.ingot.itest.command.CrowdRuntime.Wish;
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

/** One image, wanted by many at once, who share a store: it comes once. */
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
        folder = Work.folder("shared");
        home = new Home(folder).fetch("segments", 1); // a second one could send some bytes twice, which this counts
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

    /** Starts one more, and waits until it has asked; then it waits for the bytes that another transfers. */
    private Ingot fetchAndAsk(int number) throws Exception {
        int before = image.asked();
        Ingot ingot = fetch(number);
        await().atMost(Ingot.PATIENCE).until(() -> image.asked() > before);
        return ingot;
    }

    private Ingot leadUpTo(long bytes) throws Exception {
        image.holdBodiesAt(bytes);
        Ingot leader = fetch(0);
        await().atMost(Ingot.PATIENCE).until(() -> image.sent() >= bytes - 16 * 1024);
        return leader;
    }

    private void assertFetched(Ingot ingot, int number) throws Exception {
        assertThat(ingot.exit()).as(ingot.toString()).isZero();
        assertThat(image.isAt(destination(number))).isTrue();
    }

    @Test
    void eightProcessesCostOneTransfer() throws Exception {
        for (int number = 0; number < 8; number++) {
            fetch(number);
        }

        for (int number = 0; number < 8; number++) {
            assertFetched(started.get(number), number);
        }
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void sixtyFourRequestsInOneProcessCostOneTransfer() throws Exception {
        List<Wish> wishes = IntStream.range(0, 64)
                .mapToObj(number -> new Wish(origin.url(image), destination(number)))
                .toList();

        try (CrowdRuntime runtime = new CrowdRuntime(home, folder)) {
            runtime.begin(wishes);
            runtime.awaitEnd();
        }

        for (Wish wish : wishes) {
            assertThat(image.isAt(wish.destination())).isTrue();
        }
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void waiterThatIsKilledDisturbsNobody() throws Exception {
        Ingot leader = leadUpTo(6 * MIB);
        Ingot victim = fetchAndAsk(1);
        Ingot other = fetchAndAsk(2);

        assertThat(victim.kill()).isTrue();
        image.letGo();

        assertFetched(leader, 0);
        assertFetched(other, 2);
        assertThat(destination(1)).doesNotExist();
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void leaderThatIsKilledIsFollowedByAWaiterThatGoesOnFromItsBytes() throws Exception {
        Ingot leader = leadUpTo(10 * MIB);
        Ingot first = fetchAndAsk(1);
        Ingot second = fetchAndAsk(2);

        assertThat(leader.kill()).isTrue();
        image.letGo();

        assertFetched(first, 1);
        assertFetched(second, 2);
        assertThat(destination(0)).doesNotExist();
        assertThat(image.sentAgain()).isLessThanOrEqualTo(UNIT);
        assertThat(first.number("bytesReused") + second.number("bytesReused")).isPositive();
    }

    @Test
    void leaderThatIsEndedIsFollowedByAWaiterThatGoesOnFromItsBytes() throws Exception {
        Ingot leader = leadUpTo(10 * MIB);
        Ingot waiter = fetchAndAsk(1);

        leader.signal("TERM");
        assertThat(leader.exit()).isEqualTo(143);
        image.letGo();

        assertFetched(waiter, 1);
        assertThat(destination(0)).doesNotExist();
        assertThat(image.sentAgain()).isLessThanOrEqualTo(UNIT);
    }
}

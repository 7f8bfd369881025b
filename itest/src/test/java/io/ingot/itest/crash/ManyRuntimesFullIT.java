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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight runtimes with an instance directory each, which share a store, with eight requests each. */
class ManyRuntimesFullIT {
    private static final int MIB = 1 << 20;
    private static final int UNIT = 4 * MIB;
    private static final int RUNTIMES = 8;
    private static final int REQUESTS = 8;
    private static final byte[] CONTENT = Images.ofSize(40 * MIB);

    private final List<CrowdRuntime> runtimes = new ArrayList<>();
    private final List<List<FetchTarget>> targets = new ArrayList<>();
    private CountingOrigin origin;
    private OriginImage image;

    @BeforeEach
    void startAll() throws Exception {
        origin = new CountingOrigin();
        image = origin.serve(OriginImage.of("/image", CONTENT).bytesPerSecond(20 * MIB));
        Path folder = WorkFolder.create("runtimes");
        for (int number = 0; number < RUNTIMES; number++) {
            Path own = Files.createDirectory(folder.resolve("runtime-" + number));
            runtimes.add(new CrowdRuntime(
                    new Home(own)
                            .fetchProperty("store", folder.resolve("store"))
                            .fetchProperty("segments", 1),
                    own));
            List<FetchTarget> requests = new ArrayList<>();
            for (int request = 0; request < REQUESTS; request++) {
                requests.add(new FetchTarget(origin.url(image), own.resolve("image-" + request)));
            }
            targets.add(requests);
        }
    }

    @AfterEach
    void endAll() {
        runtimes.forEach(CrowdRuntime::close);
        origin.close();
    }

    private void beginAll() throws Exception {
        for (int number = 0; number < RUNTIMES; number++) {
            runtimes.get(number).start(targets.get(number));
        }
    }

    private void assertAllFetched(int number) throws Exception {
        runtimes.get(number).awaitEnd();
        for (FetchTarget target : targets.get(number)) {
            assertThat(image.isContentOf(target.destination())).isTrue();
        }
    }

    @Test
    void sixtyFourRequestsCauseOneTransfer() throws Exception {
        beginAll();

        for (int number = 0; number < RUNTIMES; number++) {
            assertAllFetched(number);
        }
        assertThat(image.sent()).isEqualTo(CONTENT.length);
    }

    @Test
    void lastRuntimeContinuesTheTransferOfKilledOnes() throws Exception {
        beginAll();

        for (int number = 0; number < RUNTIMES - 1; number++) {
            long next = (number + 1L) * CONTENT.length / RUNTIMES;
            await().atMost(Ingot.TIMEOUT).until(() -> image.sent() >= next);
            assertThat(runtimes.get(number).ingot().kill()).isTrue();
        }

        assertAllFetched(RUNTIMES - 1);
        assertThat(image.sentAgain()).isLessThanOrEqualTo((long) UNIT * image.brokenBodies());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.limits;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many concurrent transfers in a runtime with a small heap. */
class SmallHeapIT {
    private static final int MIB = 1 << 20;
    private static final int IMAGES = 64;
    private static final int IMAGE_BYTES = (Boolean.getBoolean("ingot.full") ? 12 : 3) * MIB;

    private final List<OriginImage> images = new ArrayList<>();
    private CountingOrigin origin;
    private Path folder;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = WorkFolder.create("heap");
        home = new Home(folder)
                .javaOptions("-Xmx64m -XX:+ExitOnOutOfMemoryError")
                .fetchProperty("transfers", IMAGES)
                .fetchProperty("transfersPerOrigin", IMAGES)
                .fetchProperty("segments", 2);
    }

    @AfterEach
    void closeOrigin() {
        origin.close();
    }

    @Test
    void concurrentTransfersCompleteAndReleaseAllResources() throws Exception {
        try (CrowdRuntime runtime = new CrowdRuntime(home, folder)) {
            Ingot ingot = runtime.ingot();
            fetchConcurrently(runtime, 1);
            long handles = ingot.count("fd");
            long threads = ingot.count("task");

            fetchConcurrently(runtime, 2);

            await("file handles").atMost(Ingot.TIMEOUT).until(() -> ingot.count("fd") <= handles);
            await("threads").atMost(Ingot.TIMEOUT).until(() -> ingot.count("task") <= threads);
            System.out.println("SmallHeapIT: " + handles + " file handles, " + threads + " threads");
            assertThat(Home.files(home.store().resolve("parts"))).isEmpty();
            ingot.type("exit");
            assertThat(ingot.exit()).as(ingot.toString()).isZero();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
        assertThat(home.temporary()).isEmptyDirectory();
    }

    /** Fetches distinct images, none of which completes before all have started. */
    private void fetchConcurrently(CrowdRuntime runtime, int wave) throws Exception {
        images.clear();
        List<FetchTarget> targets = new ArrayList<>();
        for (int index = 0; index < IMAGES; index++) {
            byte[] content = Images.ofSize(IMAGE_BYTES + wave * IMAGES + index);
            OriginImage image = origin.serve(OriginImage.of("/image-" + wave + "-" + index, content));
            images.add(image.holdBodiesAt(MIB));
            targets.add(new FetchTarget(origin.url(image), folder.resolve("destination-" + wave + "-" + index)));
        }

        runtime.start(targets);
        await().atMost(Ingot.TIMEOUT).until(() -> images.stream().allMatch(image -> image.bodies() > 0));
        images.forEach(OriginImage::release);
        runtime.awaitEnd();

        for (int index = 0; index < IMAGES; index++) {
            Path destination = targets.get(index).destination();
            assertThat(images.get(index).isContentOf(destination)).isTrue();
            Files.delete(destination);
        }
    }
}

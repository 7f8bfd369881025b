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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, fill up, differ from that of the store, or are read-only. */
class SmallDiskFullIT {
    private static final int MIB = 1 << 20;
    private static final int NO_SPACE = 18;

    private CountingOrigin origin;
    private Path folder;
    private Home home;
    private Disk disk;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        folder = WorkFolder.create("disk");
        disk = new Disk(folder.resolve("mounted"));
        home = new Home(folder).fetchProperty("store", disk.resolve("store")).fetchProperty("retries", 0);
    }

    @AfterEach
    void unmount() throws Exception {
        origin.close();
        disk.close();
    }

    private OriginImage image(String name, int bytes) {
        return origin.serve(OriginImage.of("/" + name, Images.ofSize(bytes)));
    }

    private Path destination(OriginImage image) {
        return disk.resolve("destination-of-" + image.path().substring(1));
    }

    private Ingot start(OriginImage image, Path destination) throws Exception {
        return home.start("fetch", origin.url(image), destination.toString(), "--json");
    }

    private Ingot fetch(OriginImage image) throws Exception {
        return fetch(image, destination(image));
    }

    private Ingot fetch(OriginImage image, Path destination) throws Exception {
        try (Ingot ingot = start(image, destination)) {
            ingot.exit();
            return ingot;
        }
    }

    private void assertFetched(Ingot ingot, OriginImage image, Path destination) throws Exception {
        assertThat(ingot.exit()).as(ingot.toString()).isZero();
        assertThat(image.isContentOf(destination)).isTrue();
    }

    private void assertNoSpace(Ingot ingot, OriginImage image) {
        assertThat(ingot.exit()).as(ingot.toString()).isEqualTo(NO_SPACE);
        assertThat(ingot.errorCode()).isEqualTo("INSUFFICIENT_SPACE");
        assertThat(destination(image)).doesNotExist();
        assertThat(temporaryFiles()).isEmpty();
    }

    private List<String> temporaryFiles() {
        return Home.files(disk.folder()).stream()
                .filter(file -> file.startsWith("."))
                .toList();
    }

    private List<String> parts() {
        return Home.files(disk.resolve("store/parts"));
    }

    private List<String> storedImages() {
        return Home.files(disk.resolve("store/images"));
    }

    private static String sha256(OriginImage image) {
        return Images.digest("SHA-256", image.content());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext4"})
    void fullDiskIsReportedBeforeTheTransfer(String kind) throws Exception {
        disk.mount(kind, 32);
        disk.fillUpTo(4 * MIB);
        OriginImage image = image("image", 6 * MIB);

        Ingot ingot = fetch(image);

        assertNoSpace(ingot, image);
        assertThat(image.sent()).isZero();
        assertThat(parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext4"})
    void diskFilledByAnImageOfUnknownSizeIsUsableAfterwards(String kind) throws Exception {
        disk.mount(kind, 32);
        OriginImage large =
                origin.serve(OriginImage.of("/large", Images.ofSize(40 * MIB)).withoutSize());
        OriginImage small = image("small", 18 * MIB);

        assertNoSpace(fetch(large), large);

        assertFetched(fetch(small), small, destination(small));
        assertThat(parts()).isEmpty();
    }

    @Test
    void missingInodesAreReported() throws Exception {
        disk.mountForFiles(32, 200);
        OriginImage first = image("first", MIB);
        assertFetched(fetch(first), first, destination(first));
        disk.fillWithFiles();
        OriginImage image = image("image", MIB);

        Ingot ingot = fetch(image);

        assertNoSpace(ingot, image);
        assertThat(ingot.toString()).contains("no free inodes on " + disk.folder());
    }

    @Test
    void fullDiskOfTheDestinationIsReported() throws Exception {
        disk.mount("ext4", 32);
        home.fetchProperty("store", folder.resolve("store"));
        disk.fillUpTo(4 * MIB);
        OriginImage image = image("image", 6 * MIB);

        Ingot ingot = fetch(image);

        assertNoSpace(ingot, image);
    }

    @Test
    void leastRecentlyUsedImagesAreEvicted() throws Exception {
        disk.mount("ext4", 40);
        OriginImage first = image("first", 9 * MIB);
        OriginImage second = image("second", 10 * MIB);
        OriginImage third = image("third", 14 * MIB);
        for (OriginImage each : List.of(first, second)) {
            assertFetched(fetch(each), each, destination(each));
            Files.delete(destination(each));
        }
        assertFetched(fetch(first), first, destination(first));
        Files.delete(destination(first));

        assertFetched(fetch(third), third, destination(third));

        assertThat(storedImages()).containsExactlyInAnyOrder(sha256(first), sha256(third));
    }

    @Test
    void imagesInUseAreNotEvicted() throws Exception {
        disk.mount("ext4", 40);
        OriginImage first = image("first", 9 * MIB);
        OriginImage second = image("second", 10 * MIB);
        OriginImage third = image("third", 18 * MIB);
        assertFetched(fetch(first), first, destination(first));
        assertFetched(fetch(second), second, destination(second));

        Ingot ingot = fetch(third);

        assertNoSpace(ingot, third);
        assertThat(third.sent()).isZero();
        assertThat(storedImages()).containsExactlyInAnyOrder(sha256(first), sha256(second));
    }

    @Test
    void secondOfTwoThatDoNotFitTogetherIsRefused() throws Exception {
        disk.mount("ext4", 40);
        OriginImage first = image("first", 20 * MIB).holdBodiesAt(2 * MIB);
        OriginImage second = image("second", 18 * MIB);
        try (Ingot running = start(first, destination(first))) {
            await().atMost(Ingot.TIMEOUT).until(() -> first.sent() > MIB);

            Ingot refused = fetch(second);

            assertRefusedWithoutTransfer(refused, second);
            first.release();
            assertFetched(running, first, destination(first));
        }
        assertThat(parts()).isEmpty();
    }

    private void assertRefusedWithoutTransfer(Ingot refused, OriginImage second) {
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(NO_SPACE);
        assertThat(second.sent()).isZero();
        assertThat(destination(second)).doesNotExist();
    }

    @Test
    void storeMayBeOnAnotherFileSystemThanTheDestination() throws Exception {
        disk.mount("tmpfs", 40);
        OriginImage image = image("image", 9 * MIB);
        Path other = folder.resolve("other");

        assertFetched(fetch(image, other), image, other);
        Files.delete(other);
        Ingot hit = fetch(image, other);

        assertFetched(hit, image, other);
        assertThat(hit.output()).contains("\"source\":\"store\"");
        assertThat(image.sent()).isEqualTo(image.size());
        assertThat(storedImages()).containsExactly(sha256(image));
        assertThat(Files.getAttribute(other, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void readOnlyStoreIsReadAndBypassed() throws Exception {
        disk.mount("ext4", 40);
        OriginImage stored = image("stored", 9 * MIB);
        OriginImage missing = image("missing", 8 * MIB);
        assertFetched(fetch(stored), stored, destination(stored));
        disk.readOnly();
        Path other = folder.resolve("other");

        Ingot hit = fetch(stored, other);

        assertFetched(hit, stored, other);
        assertThat(hit.output()).contains("\"source\":\"store\"");
        assertThat(stored.sent()).isEqualTo(stored.size());

        Ingot miss = fetch(missing, other);

        assertFetched(miss, missing, other);
        assertThat(miss.output()).contains("\"source\":\"origin\"", "\"warnings\":[");
        for (String action : List.of("list", "verify")) {
            Ingot result = home.run("store", action, "--json");
            assertThat(result.exit()).as(result.toString()).isZero();
        }
        assertThat(home.run("store", "list", "--json").output()).contains(sha256(stored));
    }
}

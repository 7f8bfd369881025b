// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.Images;
import io.ingot.testing.http.CountingOrigin;
import io.ingot.testing.http.OriginImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a file system with shared blocks, copies of an image for many nodes take the space of one, and can be changed
 * independently.
 */
class CloneFullIT {
    private static final int MIB = 1 << 20;
    private static final int DISK_MIB = 320;
    private static final int NODES = 10;
    /** The images of all nodes together are larger than the disk. */
    private static final byte[] CONTENT = Images.ofSize(48 * MIB);

    private CountingOrigin origin;
    private OriginImage image;
    private Disk disk;
    private Home home;

    @BeforeEach
    void openOrigin() throws Exception {
        origin = new CountingOrigin();
        image = origin.serve(OriginImage.of("/image", CONTENT));
        Path folder = WorkFolder.create("clone");
        disk = new Disk(folder.resolve("mounted"));
        home = new Home(folder).fetchProperty("store", disk.resolve("store")).fetchProperty("mode", "0640");
    }

    @AfterEach
    void unmount() throws Exception {
        origin.close();
        disk.close();
    }

    private Ingot fetch(Path destination) throws Exception {
        return home.run("fetch", origin.url(image), destination.toString(), "--json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs"})
    void clonesForAllNodesFitOnTheDisk(String kind) throws Exception {
        disk.mount(kind, DISK_MIB);

        for (int node = 1; node <= NODES; node++) {
            Path destination = disk.resolve("node-" + node);
            Ingot ingot = fetch(destination);
            assertThat(ingot.exit()).as(ingot.toString()).isZero();
            assertThat(image.isContentOf(destination)).isTrue();
            assertThat(Files.getAttribute(destination, "unix:nlink")).isEqualTo(1);
        }
        assertThat(image.sent()).isEqualTo(image.size());

        Files.write(disk.resolve("node-1"), new byte[MIB], StandardOpenOption.WRITE);
        Ingot verified = home.run("store", "verify", "--json");
        assertThat(verified.exit()).as(verified.toString()).isZero();
        assertThat(image.isContentOf(disk.resolve("node-2"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs"})
    void copiesForAllNodesDoNotFit(String kind) throws Exception {
        disk.mount(kind, DISK_MIB);
        home.fetchProperty("placement", "copy");

        int exit = 0;
        for (int node = 1; node <= NODES && exit == 0; node++) {
            exit = fetch(disk.resolve("node-" + node)).exit();
        }

        assertThat(exit).isEqualTo(18);
    }
}

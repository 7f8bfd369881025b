// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code ingot demo}. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void demoPrintsItsSteps() throws Exception {
        Ingot ingot = Ingot.run(folder, "demo");

        assertThat(ingot.errors()).isEmpty();
        assertThat(ingot.exit()).isZero();
        assertThat(ingot.output())
                .containsSubsequence(
                        "$ ingot schemes",
                        "$ ingot fetch http://127.0.0.1:",
                        "by-http.img: 8.0 MiB from origin",
                        "$ ingot fetch http://127.0.0.1:",
                        "again.img: 8.0 MiB from store",
                        "$ ingot fetch file:///",
                        "instance_info.json",
                        "\"image_type\": \"partition\"",
                        "$ ingot plan ",
                        "problem: root_gb: ",
                        "for example: 20",
                        "problem: ramdisk: ",
                        "for example: ",
                        "problem: image_checksum: ",
                        "for example: ",
                        "\"image_checksum\": \"http://127.0.0.1:",
                        "\"root_gb\": 20",
                        "$ ingot plan ",
                        "whole disk   no",
                        "checksum file  http://127.0.0.1:",
                        "$ ingot prepare ",
                        "node-2/kernel: 1.0 MiB from origin",
                        "node-2/ramdisk: 2.0 MiB from origin",
                        "$ ingot prepare ",
                        "node-2/image: 8.0 MiB from store",
                        "node-2/kernel: 1.0 MiB from store",
                        "node-2/ramdisk: 2.0 MiB from store",
                        "$ ingot prepare --clean ",
                        "node-2/kernel",
                        "$ ingot fetch glance://",
                        "no image service",
                        "deploy/",
                        "io.ingot.glance",
                        "$ ingot fetch glance://",
                        "by-id.img: 8.0 MiB from store",
                        "$ ingot store list",
                        "3 images, 11.0 MiB, in ",
                        "All five copies are the image that was served: sha256 ");
        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
        assertThat(Ingot.home(folder)).doesNotExist();
    }

    @Test
    void demoIsOneJsonObject() throws Exception {
        Ingot ingot = Ingot.run(folder, "demo", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.errors()).isEmpty();
        assertThat(ingot.output())
                .startsWith("{\"steps\":[")
                .contains("\"problems\":[{\"field\":\"root_gb\"", "\"removed\":[")
                .endsWith("\"verified\":true}")
                .doesNotContain("\n");
    }
}

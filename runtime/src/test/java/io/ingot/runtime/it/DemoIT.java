// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on an embedded default. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void demoTellsWhatItDid() throws Exception {
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
                        "$ ingot fetch glance://",
                        "no image service",
                        "deploy/",
                        "io.ingot.glance",
                        "$ ingot fetch glance://",
                        "by-id.img: 8.0 MiB from store",
                        "$ ingot store list",
                        "1 image, 8.0 MiB, in ",
                        "All five files are the image that was served: sha256 ");
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
                .endsWith("\"verified\":true}")
                .doesNotContain("\n");
    }
}

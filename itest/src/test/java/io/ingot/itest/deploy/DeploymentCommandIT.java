// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.Work;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.http.HttpOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ingot plan} and {@code ingot prepare}, as processes. */
class DeploymentCommandIT {
    private static final int INVALID_METADATA = 19;

    private final HttpOrigin origin = new HttpOrigin();
    private Path folder;
    private Home home;
    private String json;

    @BeforeEach
    void serve() throws Exception {
        folder = Work.folder("deployment");
        home = new Home(folder);
        ExampleFiles.names().forEach(name -> origin.serve(ExampleFiles.path(name), ExampleFiles.bytes(name)));
        json = """
                {"image_source": "%1$s/root.img", "image_checksum": "%1$s/SHA256SUMS", "image_type": "partition",
                 "kernel": "%1$s/vmlinuz", "ramdisk": "%1$s/initrd.img", "root_gb": 20}
                """.formatted(origin.url());
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    @Test
    void planComesFromStandardInputAndPreparationMovesEachImageOnce() throws Exception {
        try (Ingot plan = home.start("plan", "-", "--json").type(json).endInput()) {
            assertThat(plan.exit()).as(plan.toString()).isZero();
            assertThat(plan.output())
                    .contains("\"wholeDisk\":false", "\"role\":\"ramdisk\"", "\"held\":false", "\"problems\":[]");
        }
        String document = document(json);
        String node = folder.resolve("node").toString();

        Ingot first = home.run("prepare", document, node, "--json");
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(first.output()).contains("\"role\":\"image\"", "\"verified\":true", "\"source\":\"origin\"");
        long sent = origin.sent();
        Ingot second = home.run("prepare", document, node, "--json");

        assertThat(second.exit()).as(second.toString()).isZero();
        assertThat(second.output()).contains("\"source\":\"store\"").doesNotContain("\"source\":\"origin\"");
        assertThat(origin.sent() - sent).isLessThan(ExampleFiles.bytes("vmlinuz").length);
        assertThat(Path.of(node, "kernel")).hasBinaryContent(ExampleFiles.bytes("vmlinuz"));
        assertThat(home.run("plan", document, "--json").output()).contains("\"held\":true");

        Ingot clean = home.run("prepare", "--clean", node);
        assertThat(clean.exit()).as(clean.toString()).isZero();
        assertThat(Path.of(node)).isEmptyDirectory();
    }

    @Test
    void problemsAreOneObjectAndTheStatusOfInvalidMetadata() throws Exception {
        Path node = folder.resolve("node");
        String document = document(json.replace("\"root_gb\": 20", "\"rootgb\": 20"));

        Ingot prepare = home.run("prepare", document, node.toString(), "--strict", "--json");

        assertThat(prepare.exit()).as(prepare.toString()).isEqualTo(INVALID_METADATA);
        assertThat(prepare.errorCode()).isEqualTo("INVALID_METADATA");
        assertThat(prepare.output()).contains("\"field\":\"rootgb\"", "\"field\":\"root_gb\"", "did you mean root_gb");
        assertThat(prepare.errors()).isEmpty();
        assertThat(node).doesNotExist();
    }

    private String document(String text) throws Exception {
        return Files.writeString(folder.resolve("instance_info.json"), text).toString();
    }
}

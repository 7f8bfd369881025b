// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.deploy.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code ingot prepare}. */
class PrepareTest {
    private static final String REF = "http://mirror/a.qcow2";
    private static final String JSON = "{\"image_source\": \"" + REF + "\"}";

    private final Ingot ingot = Ingot.withServices();
    private String file = "";

    @BeforeEach
    void writeFile(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("instance_info.json");
        Files.writeString(document, JSON);
        file = document.toString();
    }

    @Test
    void reportsEachImageLikeAFetchWithItsRole() {
        Ended ended = ingot.run("prepare", file, "/srv/node", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "nodeDir",
                        "/srv/node",
                        "images",
                        List.of(Map.ofEntries(
                                Map.entry("role", "image"),
                                Map.entry("reference", REF),
                                Map.entry("path", "/srv/node/image"),
                                Map.entry("size", 0),
                                Map.entry("digests", Map.of()),
                                Map.entry("verified", false),
                                Map.entry("source", "origin"),
                                Map.entry("bytesTransferred", 0),
                                Map.entry("bytesReused", 0),
                                Map.entry("seconds", 0.0))),
                        "warnings",
                        List.of("image: it has no checksum")));
        assertThat(ingot.run("prepare", file, "/srv/node").out())
                .isEqualTo("/srv/node/image: 0 B from origin in 0.0 s, not verified\n");
    }

    @Test
    void warningsOfPlanAndFetchArePrintedOnce() {
        ingot.planner.warnings = List.of("kernal is not known", "image: it has no checksum");

        assertThat(ingot.run("prepare", file, "/srv/node").err())
                .contains("ingot: warning: kernal is not known\n")
                .containsOnlyOnce("no checksum");
    }

    @Test
    void theSpaceIsComputedForTheNodesFolder() {
        ingot.run("prepare", file, "/srv/node");

        assertThat(ingot.planner.planned.get(0).nodeFolder()).contains(Path.of("/srv/node"));
        assertThat(ingot.planner.prepared).containsExactly(Path.of("/srv/node"));
    }

    @Test
    void optionsApplyToEachFetch() {
        ingot.run(
                "prepare",
                file,
                "/srv/node",
                "--no-store",
                "--require-length",
                "--segments",
                "3",
                "--digest",
                "SHA-512",
                "--allow-html",
                "--strict");

        FetchRequest request = ingot.planner.fetched().get(0);
        assertThat(request.options().useStore()).isFalse();
        assertThat(request.options().requireLength()).isTrue();
        assertThat(request.options().segments()).hasValue(3);
        assertThat(request.options().digests()).containsExactly("sha512");
        assertThat(request.options().acceptListing()).isTrue();
        assertThat(request.options().requester()).contains(System.getProperty("user.name"));
        assertThat(ingot.planner.planned.get(0).strict()).isTrue();
    }

    @Test
    void problemsArePrintedAndNothingIsFetched() {
        ingot.planner.problems =
                List.of(new Problem("root_gb", ErrorCode.INVALID_METADATA, "a partition needs a size", "10"));

        Ended json = ingot.run("prepare", file, "/srv/node", "--json");
        assertThat(json.status()).isEqualTo(19);
        assertThat(json.json())
                .containsOnlyKeys("problems", "error")
                .containsEntry(
                        "problems",
                        List.of(Map.of(
                                "field",
                                "root_gb",
                                "code",
                                "INVALID_METADATA",
                                "message",
                                "a partition needs a size",
                                "example",
                                "10")));
        assertThat(ingot.run("prepare", file, "/srv/node").out())
                .contains("problem: root_gb: a partition needs a size\n  for example: 10\n");
        assertThat(ingot.planner.prepared).isEmpty();
    }

    @Test
    void aFailureOfOneImageIsThatOfTheCommand() {
        ingot.planner.failure = new ImageException(ErrorCode.CHECKSUM_MISMATCH, "the kernel is another");

        Ended ended = ingot.run("prepare", file, "/srv/node", "--json");

        assertThat(ended.status()).isEqualTo(17);
        assertThat(ended.json()).containsOnlyKeys("error");
    }

    @Test
    void theDocumentMayBeStandardInput() {
        ingot.input = new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));

        assertThat(ingot.run("prepare", "-", "/srv/node").status()).isZero();
    }

    @Test
    void cleanNeedsOnlyTheFolder() {
        Ended ended = ingot.run("prepare", "--clean", "/srv/node", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "nodeDir",
                        "/srv/node",
                        "removed",
                        List.of("/srv/node/image"),
                        "warnings",
                        List.of("kernel is not ours and stays")));
        assertThat(ingot.run("prepare", "/srv/node", "--clean").out()).isEqualTo("removed /srv/node/image\n");
        assertThat(ingot.planner.planned).isEmpty();
    }

    @Test
    void cleanDoesNotReadTheDocument() {
        assertThat(ingot.run("prepare", "--clean", "/absent.json", "/srv/node").status())
                .isZero();
        assertThat(ingot.planner.cleaned).containsExactly(Path.of("/srv/node"));
    }

    @Test
    void anEmptyFolderNameIsRefused() {
        assertThat(ingot.run("prepare", file, "").status()).isEqualTo(2);
        assertThat(ingot.run("prepare", "--clean", "").status()).isEqualTo(2);
        assertThat(ingot.run("prepare", file).err()).contains("NODE_DIR is missing");
    }

    @Test
    void aMissingPlannerIsNamed() {
        Ended ended = Ingot.withoutServices(Duration.ofMillis(1)).run("prepare", "--clean", "/srv/node");

        assertThat(ended.status()).isEqualTo(25);
        assertThat(ended.err()).contains("io.ingot.deploy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "prepare --json", "prepare --parents"})
    void withoutOperandsTheFirstIsMissing(String line) {
        Ended ended = ingot.run(line.split(" "));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out() + ended.err())
                .contains("INSTANCE_INFO is missing")
                .doesNotContain("NODE_DIR is missing");
    }

    @Test
    void cleanWithoutTheNodesDirectoryIsRefused() {
        Ended ended = ingot.run("prepare", "--clean");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("ingot: NODE_DIR is missing").doesNotContain("INSTANCE_INFO");
    }

    @Test
    void nodeIsNotAStream(@TempDir Path folder) {
        assertThat(ingot.run("prepare", file, "-").status()).isEqualTo(2);
        assertThat(ingot.run("prepare", "--clean", "-").status()).isEqualTo(2);
        assertThat(ingot.run("plan", file, "--node-dir", "-").status()).isEqualTo(2);
    }

    @Test
    void parentsAreCreatedOnRequest(@TempDir Path folder) {
        Path node = folder.resolve("rack/node");

        assertThat(ingot.run("prepare", file, node.toString()).err())
                .isEqualTo("ingot: " + node.getParent() + ": directory does not exist; create it or use --parents\n");
        assertThat(ingot.run("prepare", file, node.toString(), "--parents").status())
                .isZero();
        assertThat(node.getParent()).isEmptyDirectory();
    }

    @Test
    void parentsAreRemovedAfterAFailure(@TempDir Path folder) {
        ingot.planner.problems =
                List.of(new Problem("root_gb", ErrorCode.INVALID_METADATA, "a partition needs a size", "10"));

        assertThat(ingot.run("prepare", file, folder.resolve("a/b/node").toString(), "--parents")
                        .status())
                .isEqualTo(19);
        assertThat(folder.resolve("a")).doesNotExist();
    }
}

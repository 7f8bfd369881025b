// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.SpaceNeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code ingot plan}. */
class PlanTest {
    private static final String REF = "http://mirror/a.qcow2";
    private static final String JSON = "{\"image_source\": \"" + REF + "\"}";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Ingot ingot = Ingot.withServices();
    private String file = "";

    @BeforeEach
    void writeFile(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("instance_info.json");
        Files.writeString(document, JSON);
        file = document.toString();
    }

    @Test
    void printsThePreviewOfEachImage() throws Exception {
        ingot.planner.image = image -> previewed(image).toBuilder()
                .format("qcow2")
                .credentials("mirror")
                .build();

        Ended ended = ingot.run("plan", file, "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "wholeDisk",
                        true,
                        "reason",
                        "nothing says that it is a partition",
                        "bootOption",
                        "netboot",
                        "images",
                        List.of(Map.ofEntries(
                                Map.entry("role", "image"),
                                Map.entry("file", "image"),
                                Map.entry("reference", REF),
                                Map.entry("finalReference", "http://cdn/a.qcow2"),
                                Map.entry("checksums", Map.of("sha256", SHA256)),
                                Map.entry("format", "qcow2"),
                                Map.entry("credentials", "mirror"),
                                Map.entry(
                                        "service",
                                        Map.of("scheme", "http", "bundle", "io.ingot.http", "version", "1.0.0")),
                                Map.entry("size", 2048),
                                Map.entry("space", 4096),
                                Map.entry("held", false),
                                Map.entry("holdReason", "never fetched"),
                                Map.entry("checks", List.of("sha256 is compared")))),
                        "problems",
                        List.of()));
    }

    @Test
    void printsATableInText() {
        ingot.planner.image = image -> previewed(image).toBuilder()
                .format("qcow2")
                .credentials("mirror")
                .build();

        assertThat(ingot.run("plan", file)
                        .out()
                        .lines()
                        .map(line -> line.replaceAll(" {2,}(?=\\S)", "  ").strip()))
                .containsExactly(
                        "boot option  netboot",
                        "whole disk  yes: nothing says that it is a partition",
                        "",
                        "image",
                        "file  image",
                        "reference  " + REF,
                        "now at  http://cdn/a.qcow2",
                        "as  mirror",
                        "format  qcow2",
                        "service  io.ingot.http 1.0.0",
                        "size  2.0 KiB",
                        "space  4.0 KiB",
                        "store  not held: never fetched",
                        "sha256  " + SHA256,
                        "check  sha256 is compared",
                        "",
                        "can be prepared: 1 image");
    }

    @Test
    void unknownFactsAreAbsent() {
        assertThat(ingot.run("plan", file, "--json").json())
                .containsEntry(
                        "images",
                        List.of(Map.of(
                                "role",
                                "image",
                                "file",
                                "image",
                                "reference",
                                REF,
                                "finalReference",
                                REF,
                                "checksums",
                                Map.of())));
    }

    @Test
    void printsTheSpaceThatAllImagesNeedTogether() {
        ingot.planner.plan = plan -> plan.toBuilder()
                .space(List.of(
                        new SpaceNeed(Path.of("/nodes/1"), 4096, 8192, false),
                        new SpaceNeed(Path.of("/store"), 1024, 512, true)))
                .build();

        assertThat(ingot.run("plan", file, "--json").json())
                .containsEntry(
                        "space",
                        List.of(
                                Map.of("folder", "/nodes/1", "needed", 4096, "free", 8192),
                                Map.of("folder", "/store", "needed", 1024, "atLeast", true, "free", 512)));
        assertThat(ingot.run("plan", file).out())
                .contains(
                        "space 1      4.0 KiB needed in /nodes/1, 8.0 KiB free",
                        "space 2      at least 1.0 KiB needed in /store, 512 B free");
    }

    @Test
    void printsTheUrlsThatAgentAndInstallerRead() throws Exception {
        ImageReference image = ImageReference.parse(REF);
        ImageReference tree = ImageReference.parse("http://mirror/os/");
        ingot.planner.plan =
                plan -> plan.toBuilder().agentUrl(image).installationTree(tree).build();

        assertThat(ingot.run("plan", file, "--json").json())
                .containsEntry("agentUrl", REF)
                .containsEntry("installationTree", "http://mirror/os/");
        assertThat(ingot.run("plan", file).out()).contains("agent reads", "installer reads");
    }

    @Test
    void allProblemsArePrintedWithThePlanAndFailTheCommand() {
        ingot.planner.problems = List.of(
                new Problem("kernel", ErrorCode.NOT_FOUND, "there is none at http://a/b", "http://a/kernel"),
                new Problem("root_gb", ErrorCode.INVALID_METADATA, "a partition needs a size", "10"));

        Ended json = ingot.run("plan", file, "--json");
        assertThat(json.status()).isEqualTo(19);
        assertThat(json.json()).containsKeys("images", "bootOption", "error");
        assertThat(json.json().get("problems"))
                .isEqualTo(List.of(
                        Map.of(
                                "field",
                                "kernel",
                                "code",
                                "NOT_FOUND",
                                "message",
                                "there is none at http://a/b",
                                "example",
                                "http://a/kernel"),
                        Map.of(
                                "field",
                                "root_gb",
                                "code",
                                "INVALID_METADATA",
                                "message",
                                "a partition needs a size",
                                "example",
                                "10")));
        assertThat(json.message()).isEqualTo("root_gb: a partition needs a size (and 1 more)");

        Ended text = ingot.run("plan", file);
        assertThat(text.status()).isEqualTo(19);
        assertThat(text.out()).endsWith("""

                        problem: kernel: there is none at http://a/b
                          for example: http://a/kernel

                        problem: root_gb: a partition needs a size
                          for example: 10

                        cannot be prepared: 2 problems
                        """);
        assertThat(text.err()).isEqualTo("ingot: root_gb: a partition needs a size (and 1 more)\n");
    }

    @Test
    void theStatusIsThatOfTheFirstProblemWithoutInvalidMetadata() {
        ingot.planner.problems =
                List.of(new Problem("kernel", ErrorCode.NOT_FOUND, "there is none", "http://a/kernel"));

        assertThat(ingot.run("plan", file).status()).isEqualTo(12);
    }

    @Test
    void aTemporaryProblemNamesTheTimeOfTheRetry() {
        ingot.planner.problems = List.of(new Problem(
                "kernel",
                ErrorCode.TRANSFER_FAILED,
                "503 of http://a/b",
                "http://a/kernel",
                true,
                Optional.of(Duration.ofMillis(29_500)),
                Optional.of("io.ingot.http 1.0.0")));

        Ended json = ingot.run("plan", file, "--json");
        assertThat(json.status()).isEqualTo(16);
        assertThat(json.json().get("error"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("retryable", true)
                .containsEntry("retryAfterSeconds", 30)
                .containsEntry("service", "io.ingot.http 1.0.0");
        assertThat(json.json().get("problems"))
                .isEqualTo(List.of(Map.of(
                        "field",
                        "kernel",
                        "code",
                        "TRANSFER_FAILED",
                        "message",
                        "503 of http://a/b",
                        "example",
                        "http://a/kernel",
                        "retryable",
                        true,
                        "retryAfterSeconds",
                        30,
                        "service",
                        "io.ingot.http 1.0.0")));
        assertThat(ingot.run("plan", file).out()).contains("temporary: try again after 30 s");
    }

    @Test
    void warningsGoToStandardError() {
        ingot.planner.warnings = List.of("unknown field kernal; did you mean kernel?");

        assertThat(ingot.run("plan", file).err())
                .isEqualTo("ingot: warning: unknown field kernal; did you mean kernel?\n");
        assertThat(ingot.run("plan", file, "--json").json()).containsKey("warnings");
    }

    @Test
    void optionsSetTheFactsOfTheNode(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "hush\n");

        ingot.run(
                "plan",
                file,
                "--strict",
                "--boot-option",
                "local",
                "--architecture",
                "aarch64",
                "--memory-mb",
                "8192",
                "--node-dir",
                folder.toString(),
                "--checksum",
                SHA256,
                "--checksum",
                "http://mirror/SHA256SUMS",
                "--token-file",
                token.toString(),
                "--allow-html");

        DeploymentRequest request = ingot.planner.planned.get(0);
        assertThat(request.strict()).isTrue();
        assertThat(request.bootOption()).contains(BootOption.LOCAL);
        assertThat(request.architecture()).contains("aarch64");
        assertThat(request.memory()).hasValue(8L << 30);
        assertThat(request.nodeFolder()).contains(folder);
        assertThat(request.checksums())
                .containsExactly(
                        new ExpectedChecksum.Known(new Checksum("sha256", SHA256)),
                        new ExpectedChecksum.InFile(ImageReference.parse("http://mirror/SHA256SUMS")));
        assertThat(request.credentials()).contains(new Credentials.Token(Secret.of("hush")));
        assertThat(fetch(request).options().acceptListing()).isTrue();
    }

    @Test
    void withoutOptionsTheRequestHasDefaults() {
        ingot.run("plan", file);

        DeploymentRequest request = ingot.planner.planned.get(0);
        assertThat(request.strict()).isFalse();
        assertThat(request.bootOption()).isEmpty();
        assertThat(request.architecture()).isEmpty();
        assertThat(request.memory()).isEmpty();
        assertThat(request.nodeFolder()).isEmpty();
        assertThat(request.checksums()).isEmpty();
        assertThat(request.credentials()).isEmpty();
    }

    @Test
    void aChecksumFileIsNamed() throws Exception {
        assertThat(ingot.run("plan", file, "--checksum", "http://joe:hush@mirror/SUMS", "--json")
                        .out())
                .contains("\"checksumFiles\":[\"http://mirror/SUMS\"]");
        assertThat(ingot.run("plan", file, "--checksum", "http://mirror/SUMS").out())
                .contains("checksum file  http://mirror/SUMS");
    }

    @Test
    void aHyphenIsStandardInput() {
        ingot.input = new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));

        assertThat(ingot.run("plan", "-").status()).isZero();
        assertThat(ingot.planner.planned.get(0).instanceInfo().value("image_source"))
                .contains(REF);
    }

    @Test
    void endlessStandardInputIsAbandonedAtTheTimeout() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream()) {
            ingot.input = new PipedInputStream(writer);

            Ended ended = ingot.run("plan", "-", "--timeout", "0.1", "--json");

            assertThat(ended.status()).isEqualTo(20);
            assertThat(ended.error()).containsEntry("code", "TIMED_OUT");
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) {
        Ended absent = ingot.run("plan", folder.resolve("absent").toString(), "--json");
        assertThat(absent.status()).isEqualTo(21);
        assertThat(absent.message()).endsWith("/absent cannot be read: no such file or directory");
        assertThat(absent.error()).containsEntry("retryable", false).doesNotContainKey("reference");

        assertThat(ingot.run("plan", folder.toString()).status()).isEqualTo(21);
        assertThat(ingot.run("plan", "733d1c44-a2ea-414b-aca7-69decf20d810", "--json")
                        .error())
                .doesNotContainKey("reference");
    }

    @Test
    void invalidJsonIsRefusedByThePlanner(@TempDir Path folder) throws IOException {
        Path document = Files.writeString(folder.resolve("x.json"), "{");

        assertThat(ingot.run("plan", document.toString()).status()).isEqualTo(19);
    }

    @Test
    void aMalformedChecksumIsRefused() {
        assertThat(Stream.of("sha256:12", "", "zz")
                        .map(text -> ingot.run("plan", file, "--checksum", text).status()))
                .containsOnly(19);
        assertThat(ingot.run("plan", file, "--checksum", "ht tp://a").status()).isEqualTo(10);
        assertThat(ingot.planner.planned).isEmpty();
    }

    @Test
    void aFailureOfThePlannerIsThatOfTheCommand() {
        ingot.planner.failure = new ImageException(ErrorCode.INVALID_CONFIGURATION, "bootOption is wrong");

        assertThat(ingot.run("plan", file, "--json").error())
                .containsEntry("code", "INVALID_CONFIGURATION")
                .containsEntry("message", "bootOption is wrong");
    }

    @Test
    void aMissingPlannerIsNamed() {
        Ended ended = Ingot.withoutServices(Duration.ofMillis(1)).run("plan", file);

        assertThat(ended.status()).isEqualTo(25);
        assertThat(ended.err()).contains("io.ingot.deploy");
    }

    private static FetchRequest fetch(DeploymentRequest request) throws ImageException {
        return FetchRequest.of(io.ingot.image.ImageRequest.of(ImageReference.parse(REF)), Path.of("/srv/node/image"))
                .options(request.options());
    }

    private static PlannedImage previewed(PlannedImage image) {
        ImageInfo info = ImageInfo.builder().size(2048).finalReference(moved()).build();
        return image.toBuilder()
                .preview(FetchPreview.builder(new SchemeInfo("http", "io.ingot.http", "1.0.0"), image.reference(), info)
                        .reason("never fetched")
                        .space(OptionalLong.of(4096))
                        .checks(List.of("sha256 is compared"))
                        .checksums(List.of(new Checksum("sha256", SHA256)))
                        .build())
                .build();
    }

    private static ImageReference moved() {
        try {
            return ImageReference.parse("http://cdn/a.qcow2");
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

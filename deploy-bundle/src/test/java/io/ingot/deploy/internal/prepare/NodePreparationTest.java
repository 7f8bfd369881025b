// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static io.ingot.deploy.internal.prepare.Node.expected;
import static io.ingot.deploy.internal.prepare.Node.plan;
import static io.ingot.deploy.internal.prepare.Node.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePreparationTest {
    @TempDir
    private Path temporary;

    private Node node;

    @BeforeEach
    void makeNode() throws Exception {
        node = Node.below(temporary);
    }

    @Test
    void imagesArePlacedUnderTheNamesOfTheirRoles() throws Exception {
        PreparedNode prepared = node.prepare(FakeEngine.copying(), plan("v1", Role.KERNEL, Role.IMAGE));
        assertThat(node.files()).isEqualTo(expected("v1", Role.KERNEL, Role.IMAGE));
        assertThat(prepared.folder()).isEqualTo(node.folder);
        assertThat(prepared.images())
                .extracting(image -> image.role().text() + " " + image.image().path())
                .containsExactly("kernel " + node.folder.resolve("kernel"), "image " + node.folder.resolve("image"));
        assertThat(prepared.warnings()).containsExactly("kernel: it is fake", "image: it is fake");
        assertThat(node.home()).isDirectoryNotContaining("glob:**/staged");
    }

    @Test
    void folderIsCreatedInAnExistingParent() throws Exception {
        Files.delete(node.folder);
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
        Files.delete(temporary.resolve("store"));
        assertThatThrownBy(() -> new NodePreparation(FakeEngine.copying(), Node.MODE)
                        .prepare(plan("v1"), temporary.resolve("store/node"), progress -> {}, Call.start()))
                .hasMessage(temporary.resolve("store") + ": directory does not exist; create it");
    }

    @ParameterizedTest
    @CsvSource({"0755, rwxr-xr-x", "0750, rwxr-x---", "0775, rwxrwxr-x", "0711, rwx--x--x"})
    void createdFolderHasItsModeWhateverTheUmask(String mode, String permissions) throws Exception {
        Files.delete(node.folder);
        new NodePreparation(FakeEngine.copying(), FolderMode.parse(mode))
                .prepare(plan("v1", Role.IMAGE), node.folder, progress -> {}, Call.start());
        assertThat(permissions(node.folder)).isEqualTo(permissions);
        assertThat(permissions(node.home())).isEqualTo("rwx------");
    }

    @Test
    void existingFolderKeepsItsMode() throws Exception {
        Files.setPosixFilePermissions(node.folder, PosixFilePermissions.fromString("rwx-w--w-"));
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        assertThat(permissions(node.folder)).isEqualTo("rwx-w--w-");
    }

    @Test
    @DisplayName("V-26: an image that the agent downloads itself is not fetched, all others are")
    void imageForTheAgentIsNotFetched() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        FakeEngine engine = FakeEngine.copying();
        DeploymentPlan plan = plan("v2", Role.IMAGE, Role.KERNEL, Role.RAMDISK).toBuilder()
                .agentUrl(ImageReference.parse("http://mirror/v2-image?sig=hush"))
                .build();
        PreparedNode prepared = node.prepare(engine, plan);
        assertThat(engine.begun).hasSize(2);
        assertThat(node.files()).isEqualTo(expected("v2", Role.KERNEL, Role.RAMDISK));
        assertThat(prepared.images()).extracting(PreparedImage::role).containsExactly(Role.KERNEL, Role.RAMDISK);
        assertThat(prepared.warnings().get(0))
                .contains("image_download_source is http", "http://mirror/v2-image?sig=***", "local")
                .doesNotContain("hush");
    }

    @Test
    void nodeWithOnlyAnAgentImageHasAnEmptyFolder() throws Exception {
        Files.delete(node.folder);
        PreparedNode prepared = node.prepare(
                FakeEngine.copying(),
                plan("v1", Role.IMAGE).toBuilder()
                        .agentUrl(ImageReference.parse(url("x")))
                        .build());
        assertThat(prepared.images()).isEmpty();
        assertThat(node.files()).isEmpty();
        assertThat(node.clean().warnings()).isEmpty();
    }

    @Test
    void filesOfTheOldPlanOnlyAreRemoved() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        Files.writeString(node.folder.resolve("config"), "foreign");
        PreparedNode prepared = node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE));
        assertThat(node.files()).isEqualTo(Map.of("image", url("v2-image"), "config", "foreign"));
        assertThat(prepared.warnings()).containsExactly("image: it is fake");
    }

    @Test
    void firstFailureEndsTheOthersAndLeavesTheFolderUnchanged() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        FakeEngine engine =
                FakeEngine.copying().endless(url("v2-image")).failing(url("v2-kernel"), ErrorCode.CHECKSUM_MISMATCH);
        assertFailure(
                () -> node.prepare(engine, plan("v2", Role.IMAGE, Role.KERNEL, Role.RAMDISK)),
                ErrorCode.CHECKSUM_MISMATCH);
        assertThat(engine.begun).hasSize(3).allMatch(FakeEngine.FakeFetch::ended);
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE, Role.KERNEL));
        assertThat(node.home().resolve("staged")).doesNotExist();
    }

    @Test
    void failedFirstRunLeavesNothing() throws Exception {
        Files.writeString(node.folder.resolve("config"), "foreign");
        FakeEngine engine = FakeEngine.copying().failing(url("v1-kernel"), ErrorCode.CHECKSUM_MISMATCH);
        assertFailure(() -> node.prepare(engine, plan("v1", Role.IMAGE, Role.KERNEL)), ErrorCode.CHECKSUM_MISMATCH);
        assertThat(node.folder).isDirectoryContaining("glob:**/config");
        assertThat(node.folder.toFile().list()).containsExactly("config");
        Files.createDirectory(node.folder.resolve("kernel"));
        assertFailure(
                () -> node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL)), ErrorCode.LOCAL_IO);
        assertThat(node.home()).doesNotExist();
    }

    @Test
    void failedFirstRunRemovesTheFolderThatItCreated() throws Exception {
        Files.delete(node.folder);
        FakeEngine engine = FakeEngine.copying().failing(url("v1-image"), ErrorCode.TRANSFER_FAILED);
        assertFailure(() -> node.prepare(engine, plan("v1", Role.IMAGE)), ErrorCode.TRANSFER_FAILED);
        assertThat(node.folder).doesNotExist();
    }

    @Test
    void nextRunCompletesAFailedPlacement() throws Exception {
        TestDisk broken = TestDisk.failingAt("move kernel");
        assertFailure(
                () -> new NodePreparation(FakeEngine.copying(), Node.MODE, broken)
                        .prepare(plan("v1", Role.IMAGE, Role.KERNEL), node.folder, images -> {}, Call.start()),
                ErrorCode.LOCAL_IO);
        assertThat(node.home().resolve("staged/kernel")).exists();
        FakeEngine failing = FakeEngine.copying().failing(url("v2-image"), ErrorCode.NOT_FOUND);
        assertFailure(() -> node.prepare(failing, plan("v2", Role.IMAGE)), ErrorCode.NOT_FOUND);
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE, Role.KERNEL));
    }

    @Test
    void runWithoutAWritableRecordLeavesTheFolderUnchanged() throws Exception {
        TestDisk broken = TestDisk.failingAt("move record.json");
        assertFailure(
                () -> new NodePreparation(FakeEngine.copying(), Node.MODE, broken)
                        .prepare(plan("v1", Role.IMAGE), node.folder, images -> {}, Call.start()),
                ErrorCode.LOCAL_IO);
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void dotDotAfterALinkMeansTheParentOfItsTarget() throws Exception {
        Path far = Files.createDirectories(temporary.resolve("far/inner"));
        Path link = Files.createSymbolicLink(node.folder.resolve("link"), far);
        Path folder = far.resolveSibling("node-1");
        Path named = link.resolve("../node-1");
        PreparedNode prepared = new NodePreparation(FakeEngine.copying(), Node.MODE)
                .prepare(plan("v1", Role.IMAGE), named, images -> {}, Call.start());
        assertThat(prepared.folder()).isEqualTo(folder);
        assertThat(folder.resolve("image")).hasContent(url("v1-image"));
        assertThat(new NodeCleanup().clean(named, Call.start()).removed()).containsExactly(folder.resolve("image"));
        assertThat(node.folder.toFile().list()).containsExactly("link");
    }

    @Test
    void dotDotAfterAMissingFolderIsRefused() {
        ImageException failure = assertFailure(
                () -> new NodePreparation(FakeEngine.copying(), Node.MODE)
                        .prepare(plan("v1", Role.IMAGE), node.folder.resolve("no/../x"), images -> {}, Call.start()),
                ErrorCode.LOCAL_IO);
        assertThat(failure).hasMessageContaining(node.folder.resolve("no").toString());
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void planWithProblemsChangesNothing() throws Exception {
        Problem problem = new Problem("kernel", ErrorCode.INVALID_METADATA, "a kernel is needed", "http://mirror/k");
        DeploymentPlan plan = DeploymentPlan.builder(BootOption.NETBOOT)
                .wholeDisk(Optional.empty(), "unknown")
                .problems(List.of(problem))
                .build();
        assertFailure(() -> node.prepare(FakeEngine.copying(), plan), ErrorCode.INVALID_METADATA);
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void directoryUnderTheNameOfAnImageIsReportedBeforeAnyFetch() throws Exception {
        Files.createDirectory(node.folder.resolve("kernel"));
        FakeEngine engine = FakeEngine.copying();
        ImageException failure =
                assertFailure(() -> node.prepare(engine, plan("v1", Role.IMAGE, Role.KERNEL)), ErrorCode.LOCAL_IO);
        assertThat(failure).hasMessageContaining(node.folder.resolve("kernel").toString());
        assertThat(failure.retryable()).isFalse();
        assertThat(engine.begun).isEmpty();
    }

    @Test
    void linkIsReplacedItselfWithAWarning() throws Exception {
        Path target = Files.writeString(temporary.resolve("target"), "foreign");
        Files.createSymbolicLink(node.folder.resolve("image"), target);
        PreparedNode prepared = node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
        assertThat(node.folder.resolve("image")).isRegularFile();
        assertThat(target).hasContent("foreign");
        assertThat(prepared.warnings()).anyMatch(warning -> warning.contains("was not placed"));
    }

    @Test
    void oneFileCanBeLinkedForTwoRoles() throws Exception {
        DeploymentPlan plan = plan(List.of(
                Node.image(Role.KERNEL, "kernel", url("both")), Node.image(Role.RAMDISK, "ramdisk", url("both"))));
        FakeEngine engine = FakeEngine.linking(node.store);
        node.prepare(engine, plan);
        PreparedNode second = node.prepare(engine, plan);
        assertThat(node.files()).isEqualTo(Map.of("kernel", url("both"), "ramdisk", url("both")));
        assertThat(second.warnings()).containsExactly("kernel: it is fake", "ramdisk: it is fake");
        assertThat(node.home().resolve("staged")).doesNotExist();
    }

    @Test
    void pathsAreNotAcceptedAsNames() {
        for (String name : List.of("", ".", "..", "../x", "a/b", "/etc/x", ".ingot")) {
            assertThatThrownBy(() -> node.prepare(
                            FakeEngine.copying(), plan(List.of(Node.image(Role.IMAGE, name, url("image"))))))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void secondRunInTheSameFolderIsRefused() throws Exception {
        FakeEngine slow = FakeEngine.copying().endless(url("v1-image"));
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<ImageException> end = new AtomicReference<>();
        try (Call call = Call.start()) {
            Thread first = new Thread(() -> {
                try {
                    new NodePreparation(slow, Node.MODE)
                            .prepare(plan("v1", Role.IMAGE), node.folder, images -> started.countDown(), call);
                } catch (ImageException e) {
                    end.set(e);
                }
            });
            first.start();
            started.await();
            ImageException refused =
                    assertFailure(() -> node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE)), ErrorCode.LOCAL_IO);
            assertThat(refused).hasMessageContaining(node.folder + ": another prepare or clean is running");
            assertThat(refused.retryable()).isTrue();
            assertFailure(node::clean, ErrorCode.LOCAL_IO);
            call.end(ErrorCode.TIMED_OUT, "it took too long");
            first.join();
        }
        assertThat(end.get())
                .isInstanceOfSatisfying(
                        ImageException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT));
        assertThat(node.files()).isEmpty();
        node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE));
        assertThat(node.files()).isEqualTo(expected("v2", Role.IMAGE));
    }

    @Test
    void interruptionCancelsTheFetchesAndKeepsTheFlag() throws Exception {
        FakeEngine slow = FakeEngine.copying().endless(url("v1-image"));
        Thread caller = Thread.currentThread();
        ImageException failure = catchThrowableOfType(
                ImageException.class,
                () -> new NodePreparation(slow, Node.MODE)
                        .prepare(plan("v1", Role.IMAGE), node.folder, images -> caller.interrupt(), Call.start()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(slow.begun).allMatch(FakeEngine.FakeFetch::ended);
    }

    @Test
    void listenerGetsTheLastProgressOnAThreadThatEnds() throws Exception {
        AtomicReference<Map<Role, Progress>> last = new AtomicReference<>(Map.of());
        AtomicReference<Thread> notifier = new AtomicReference<>(Thread.currentThread());
        new NodePreparation(FakeEngine.copying(), Node.MODE)
                .prepare(
                        plan("v1", Role.IMAGE, Role.KERNEL),
                        node.folder,
                        images -> {
                            last.set(images);
                            notifier.set(Thread.currentThread());
                        },
                        Call.start());
        assertThat(last.get())
                .containsOnlyKeys(Role.IMAGE, Role.KERNEL)
                .allSatisfy((role, progress) -> assertThat(progress.phase()).isEqualTo(FetchPhase.DONE));
        assertThat(notifier.get()).isNotSameAs(Thread.currentThread()).matches(thread -> !thread.isAlive());
    }

    @Test
    void failingListenerDoesNotFailThePreparation() throws Exception {
        new NodePreparation(FakeEngine.copying(), Node.MODE)
                .prepare(
                        plan("v1", Role.IMAGE),
                        node.folder,
                        images -> {
                            throw new IllegalStateException("a failing listener");
                        },
                        Call.start());
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void bytesAndNamesAreForcedBeforeTheStepsThatDependOnThem() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        TestDisk disk = TestDisk.reliable();
        new NodePreparation(FakeEngine.copying(), Node.MODE, disk)
                .prepare(plan("v2", Role.IMAGE), node.folder, progress -> {}, Call.start());
        assertThat(disk.operations())
                .containsSubsequence(
                        "create folder staged",
                        "force image",
                        "force staged",
                        "create record.json.new",
                        "force record.json.new",
                        "move record.json",
                        "force .ingot",
                        "move image",
                        "delete kernel",
                        "force node",
                        "create record.json.new",
                        "force record.json.new",
                        "move record.json",
                        "force .ingot",
                        "delete staged");
    }

    @Test
    void cleaningRemovesOnlyPlacedFiles() throws Exception {
        Files.writeString(node.folder.resolve("config"), "foreign");
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL, Role.RAMDISK));
        Files.writeString(node.folder.resolve("kernel"), "changed by another program");
        Files.delete(node.folder.resolve("ramdisk"));
        CleanedNode cleaned = node.clean();
        assertThat(node.files()).isEqualTo(Map.of("config", "foreign", "kernel", "changed by another program"));
        assertThat(cleaned.removed()).containsExactly(node.folder.resolve("image"));
        assertThat(cleaned.warnings())
                .singleElement()
                .asString()
                .startsWith(node.folder.resolve("kernel") + " was changed or replaced");
        assertThat(node.home()).doesNotExist();
    }

    @Test
    void cleaningAnUnpreparedFolderCausesAWarningAndChangesNothing() throws Exception {
        Files.writeString(node.folder.resolve("image"), "foreign");
        CleanedNode cleaned = node.clean();
        assertThat(cleaned.removed()).isEmpty();
        assertThat(cleaned.warnings()).containsExactly("nothing was prepared in " + node.folder);
        assertThat(node.files()).isEqualTo(Map.of("image", "foreign"));
        assertThat(node.home()).doesNotExist();
    }

    @Test
    void foreignFileInTheIngotFolderStaysWithItsFolder() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Path note = Files.writeString(node.home().resolve("note"), "foreign");
        CleanedNode cleaned = node.clean();
        assertThat(note).hasContent("foreign");
        assertThat(cleaned.warnings()).singleElement().asString().contains("other files", "note");
    }

    private interface Step {
        void run() throws ImageException;
    }

    private static ImageException assertFailure(Step step, ErrorCode code) {
        ImageException failure = catchThrowableOfType(ImageException.class, step::run);
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

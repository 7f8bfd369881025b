// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparingTest {
    private static final DeploymentPlan PARTITION =
            Node.plan(Map.of(Role.IMAGE, "disk", Role.KERNEL, "vmlinuz", Role.RAMDISK, "initrd"));

    @TempDir
    Path work;

    private Node node;

    @BeforeEach
    void hold() throws IOException {
        node = new Node(work).holds("disk", "DISK").holds("vmlinuz", "KERNEL").holds("initrd", "RAMDISK");
    }

    @Test
    void imagesStandUnderTheNamesOfTheirRoles() throws IOException {
        PreparedNode prepared = node.prepare(PARTITION);

        assertThat(node.content()).isEqualTo(Map.of("image", "DISK", "kernel", "KERNEL", "ramdisk", "RAMDISK"));
        assertThat(prepared.images())
                .extracting(PreparedImage::role)
                .containsExactly(Role.IMAGE, Role.KERNEL, Role.RAMDISK);
        assertThat(prepared.images().get(1).image().path()).isEqualTo(node.folder.resolve("kernel"));
        assertThat(prepared.warnings()).isEmpty();
    }

    @Test
    void whatIsKeptInTheFolderIsForItsOwnerAlone() throws IOException {
        node.prepare(PARTITION);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.folder.resolve(".ingot"))))
                .isEqualTo("rwx------");
        assertThat(node.folder.resolve(".ingot/staged")).doesNotExist();
    }

    @Test
    void aSecondRunLeavesTheSame() throws IOException {
        node.prepare(PARTITION);
        PreparedNode again = node.prepare(PARTITION);

        assertThat(node.content()).isEqualTo(Map.of("image", "DISK", "kernel", "KERNEL", "ramdisk", "RAMDISK"));
        assertThat(again.warnings()).isEmpty();
        assertThat(node.folder.resolve(".ingot/staged")).doesNotExist();
    }

    @Test
    void whatAnEarlierPlanPlacedAndThisOneLacksIsTakenAway() throws IOException {
        node.prepare(PARTITION);
        node.holds("other", "OTHER").prepare(Node.plan(Map.of(Role.IMAGE, "other")));

        assertThat(node.content()).isEqualTo(Map.of("image", "OTHER"));
    }

    @Test
    void oneThatFailsLeavesTheFolderAsItWas() throws IOException {
        node.prepare(PARTITION);

        assertFails(
                () -> node.prepare(Node.plan(Map.of(Role.IMAGE, "initrd", Role.KERNEL, "not-there"))),
                ErrorCode.NOT_FOUND,
                "not-there");
        assertThat(node.content()).isEqualTo(Map.of("image", "DISK", "kernel", "KERNEL", "ramdisk", "RAMDISK"));
        assertThat(node.clean().removed()).hasSize(3);
    }

    @Test
    void aFirstRunThatFailsLeavesNothing() throws IOException {
        assertFails(() -> node.prepare(Node.plan(Map.of(Role.IMAGE, "not-there"))), ErrorCode.NOT_FOUND, "not-there");

        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void oneThatFailsCancelsTheOthers() {
        assertFails(
                () -> node.prepare(Node.plan(Map.of(Role.IMAGE, "wait://origin/disk", Role.KERNEL, "not-there"))),
                ErrorCode.NOT_FOUND,
                "not-there");

        assertThat(node.fetcher.asked())
                .extracting(Fetch::result)
                .allMatch(result -> result.toCompletableFuture().isDone());
    }

    @Test
    void aCallThatEndsCancelsAllAndSaysWhy() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Call call = Call.start()) {
            Thread ending = new Thread(() -> {
                try {
                    asked.await();
                    call.end(ErrorCode.TIMED_OUT, "the time is over");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            ending.start();
            assertFails(
                    () -> new Preparing(node.fetcher)
                            .prepare(
                                    Node.plan(Map.of(Role.IMAGE, "wait://origin/disk")),
                                    node.folder,
                                    progress -> asked.countDown(),
                                    call),
                    ErrorCode.TIMED_OUT,
                    "the time is over");
            ending.join();
        }
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void aPlanWithProblemsTouchesNothing() {
        assertFails(() -> node.prepare(Node.impossible()), ErrorCode.INVALID_METADATA, "kernel: it is missing");

        assertThat(node.folder).doesNotExist();
        assertThat(node.fetcher.asked()).isEmpty();
    }

    @Test
    void theListenerHearsOfEachImageAtTheEnd() throws IOException {
        CopyOnWriteArrayList<Map<Role, Progress>> heard = new CopyOnWriteArrayList<>();
        try (Call call = Call.start()) {
            new Preparing(node.fetcher).prepare(PARTITION, node.folder, heard::add, call);
        }

        assertThat(heard.get(heard.size() - 1))
                .containsOnlyKeys(Role.IMAGE, Role.KERNEL, Role.RAMDISK)
                .allSatisfy((role, progress) -> assertThat(progress.phase()).isEqualTo(Progress.Phase.DONE));
    }

    @Test
    void warningsNameTheRole() throws IOException {
        node.holds("doubtful", "?");

        assertThat(node.prepare(Node.plan(Map.of(Role.BOOT_ISO, "doubtful"))).warnings())
                .containsExactly("boot_iso: it is doubtful");
    }

    @Test
    void aFileOfSomebodyElseIsReplacedAsByAFetchAndToldOf() throws IOException {
        Files.createDirectory(node.folder);
        Files.writeString(node.folder.resolve("kernel"), "theirs");
        Files.writeString(node.folder.resolve("notes"), "theirs");

        PreparedNode prepared = node.prepare(PARTITION);

        assertThat(node.content()).containsEntry("kernel", "KERNEL").containsEntry("notes", "theirs");
        assertThat(prepared.warnings())
                .singleElement()
                .asString()
                .contains("kernel")
                .contains("replaced");
    }

    @Test
    void aLinkIsReplacedItselfAndNeverFollowed() throws IOException {
        Path outside = Files.writeString(work.resolve("outside"), "theirs");
        Files.createDirectory(node.folder);
        Files.createSymbolicLink(node.folder.resolve("image"), outside);

        node.prepare(Node.plan(Map.of(Role.IMAGE, "disk")));

        assertThat(outside).hasContent("theirs");
        assertThat(node.content()).containsEntry("image", "DISK");
    }

    @Test
    void aFolderInTheWayIsSaidBeforeAnythingIsFetched() throws IOException {
        Files.createDirectories(node.folder.resolve("kernel"));

        assertFails(() -> node.prepare(PARTITION), ErrorCode.LOCAL_IO, "take it away");
        assertThat(node.fetcher.asked()).isEmpty();
        assertThat(node.folder.resolve(".ingot")).doesNotExist();
    }

    @Test
    void aNodesFolderIsMadeButNotTheFoldersAboveIt() {
        Node deep = new Node(folder("deep"));
        assertFails(
                () -> new Preparing(deep.fetcher).prepare(PARTITION, work.resolve("a/b"), progress -> {}, Call.start()),
                ErrorCode.LOCAL_IO,
                work.resolve("a").toString());
    }

    @Test
    void twoAtOnceInOneFolderAreRefused() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        Call call = Call.start();
        Thread first = new Thread(() -> {
            try {
                new Preparing(node.fetcher)
                        .prepare(
                                Node.plan(Map.of(Role.IMAGE, "wait://origin/disk")),
                                node.folder,
                                progress -> underWay.countDown(),
                                call);
            } catch (ImageException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
            }
        });
        first.start();
        underWay.await();

        assertThatThrownBy(() -> node.prepare(PARTITION))
                .asInstanceOf(type(ImageException.class))
                .matches(ImageException::retryable)
                .satisfies(e -> assertThat(e).hasMessageContaining("somebody else"));
        assertFails(() -> node.clean(), ErrorCode.LOCAL_IO, "somebody else");
        call.cancel("enough");
        first.join();
        assertThat(node.prepare(PARTITION).images()).hasSize(3);
    }

    @Test
    void cleaningTakesAwayWhatWasPreparedAndNothingElse() throws IOException {
        node.prepare(PARTITION);
        Files.writeString(node.folder.resolve("notes"), "theirs");

        CleanedNode cleaned = node.clean();

        assertThat(cleaned.removed())
                .containsExactlyInAnyOrder(
                        node.folder.resolve("image"), node.folder.resolve("kernel"), node.folder.resolve("ramdisk"));
        assertThat(node.content()).isEqualTo(Map.of("notes", "theirs"));
        assertThat(node.folder.resolve(".ingot")).doesNotExist();
        assertThat(cleaned.warnings()).isEmpty();
    }

    @Test
    void aFileThatSomebodyPutInThePlaceOfAPreparedOneStays() throws IOException {
        node.prepare(PARTITION);
        Files.delete(node.folder.resolve("image"));
        Files.writeString(node.folder.resolve("image"), "theirs");

        CleanedNode cleaned = node.clean();

        assertThat(node.content()).isEqualTo(Map.of("image", "theirs"));
        assertThat(cleaned.warnings()).singleElement().asString().contains("left alone");
    }

    @Test
    void cleaningAFolderWhereNothingWasPreparedSaysSo() throws IOException {
        Files.createDirectory(node.folder);

        assertThat(node.clean().warnings()).singleElement().asString().contains("nothing was prepared");
        assertThat(node.folder).isEmptyDirectory();
    }

    @Test
    void cleaningAFolderThatIsNotThereFails() {
        assertFails(() -> node.clean(), ErrorCode.LOCAL_IO, "there is no node's folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/passwd", ".", "..", "a/b", ".ingot", "", "a b", "a\\u0000"})
    void aRecordThatLeadsOutOfTheFolderDeletesNothing(String name) throws IOException {
        node.prepare(PARTITION);
        Path outside = Files.writeString(work.resolve("outside"), "theirs");
        Path record = node.folder.resolve(".ingot/record.json");
        FileIdentity identity = FileIdentity.of(outside).orElseThrow();
        Files.writeString(record, """
                {"format":1,"state":"prepared","coming":[],"standing":[{"role":"image","name":"%s","reference":"r",
                 "digests":{},"inode":%d,"size":%d,"modifiedNanos":%d}]}
                """.formatted(name, identity.inode(), identity.size(), identity.modifiedNanos()));

        assertFails(() -> node.clean(), ErrorCode.LOCAL_IO, "record.json");
        assertThat(outside).hasContent("theirs");
        assertThat(node.content()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"format\":2,\"state\":\"prepared\",\"standing\":[],\"coming\":[]}",
                "{\"format\":1,\"state\":\"else\",\"standing\":[],\"coming\":[]}",
                "{\"format\":1,\"state\":\"prepared\",\"standing\":{},\"coming\":[]}"
            })
    void aRecordThatCannotBeReadIsNamedAndChangesNothing(String text) throws IOException {
        node.prepare(PARTITION);
        Files.writeString(node.folder.resolve(".ingot/record.json"), text);

        assertFails(() -> node.prepare(PARTITION), ErrorCode.LOCAL_IO, "record.json");
        assertThat(node.content()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {".ingot", ".ingot/staged", ".ingot/record.json", ".ingot/lock"})
    void linksInThePlaceOfWhatWeKeepAreNotFollowed(String name) throws IOException {
        Path outside = folder("outside");
        Files.writeString(outside.resolve("theirs"), "theirs");
        Files.createDirectory(node.folder);
        Path link = node.folder.resolve(name);
        if (!name.equals(".ingot")) {
            Files.createDirectory(node.folder.resolve(".ingot"));
        }
        Files.createSymbolicLink(
                link, name.contains(".json") || name.contains("lock") ? outside.resolve("theirs") : outside);

        try {
            node.prepare(PARTITION);
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO);
        }
        assertThat(outside.resolve("theirs")).hasContent("theirs");
        assertThat(outside.toFile().list()).containsExactly("theirs");
    }

    private Path folder(String name) {
        try {
            return Files.createDirectory(work.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ImageException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e).hasMessageContaining(words));
    }

    @Test
    void theFolderIsNoLink() throws IOException {
        node.prepare(PARTITION);

        assertThat(Files.isRegularFile(node.folder.resolve("image"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }
}

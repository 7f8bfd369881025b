// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static io.ingot.deploy.internal.prepare.Node.expected;
import static io.ingot.deploy.internal.prepare.Node.plan;
import static io.ingot.deploy.internal.prepare.Node.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.record.NodeRecord;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that others make to a node's folder between two runs. */
class HostileFolderTest {
    @TempDir
    private Path temporary;

    private Node node;

    @BeforeEach
    void makeNode() throws Exception {
        node = Node.below(temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../victim", "..", ".", "", "/victim", "sub/victim", ".ingot", "a\\u0000b"})
    void recordWithAPathIsRefused(String name) throws Exception {
        Path victim = Files.writeString(temporary.resolve("victim"), "foreign");
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        rewrite("\"file\" : \"image\"", "\"file\" : \"" + name + "\"");
        assertRefused("cannot be read");
        assertThat(victim).exists();
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void linkToAFolderIsResolved() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), node.folder);
        try (Call call = Call.start()) {
            NodePreparation preparation = new NodePreparation(FakeEngine.copying(), Node.MODE);
            preparation.prepare(plan("v1", Role.IMAGE), link, images -> {}, call);
            assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
            preparation.prepare(plan("v2", Role.IMAGE), link.resolve("."), images -> {}, call);
            assertThat(node.files()).isEqualTo(expected("v2", Role.IMAGE));
            new NodeCleanup().clean(link, call);
        }
        assertThat(node.folder).isEmptyDirectory();
        assertThat(link).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "kernel"})
    void imageInThePlaceOfAPreparedOneIsRefused(String place) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.KERNEL));
        Path image = Files.writeString(node.folder.resolve(place), "the only one");
        DeploymentPlan plan = Node.plan(
                List.of(Node.image(Role.IMAGE, "image", image.toUri().toString().replace("/node/", "/node/./"))));
        ImageException refused =
                catchThrowableOfType(ImageException.class, () -> node.prepare(FakeEngine.copying(), plan));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(refused).hasMessageContaining("image_source").hasMessageContaining("another folder");
        assertThat(image).hasContent("the only one");
        Path other = Files.writeString(node.folder.resolve("other"), "foreign");
        assertThatCode(() -> SelfOverwrite.refuse(
                        List.of(Node.image(Role.IMAGE, "image", other.toUri().toString())),
                        NodeFolder.of(node.folder),
                        NodeRecord.EMPTY))
                .doesNotThrowAnyException();
    }

    @Test
    void recordOfANewerFormatIsRefused() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        rewrite("\"format\" : 1", "\"format\" : 2");
        assertRefused("format 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"format\":1}",
                "{\"format\":1,\"format\":1,\"state\":\"prepared\",\"files\":[]}",
                "{\"format\":1,\"state\":\"sleeping\",\"files\":[]}",
                "{\"format\":1,\"state\":\"placing\",\"files\":[]}",
                "{\"format\":1,\"state\":\"prepared\",\"files\":[1]}",
                "{\"format\":99999999999999999999,\"state\":\"prepared\",\"files\":[]}"
            })
    void damagedRecordIsRefusedWithItsPath(String text) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Files.writeString(node.record(), text);
        assertRefused(node.record().toString());
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void oversizedRecordIsRefused() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Files.write(node.record(), new byte[1024 * 1024 + 1]);
        assertRefused("1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {".ingot", ".ingot/staged", ".ingot/record.json", ".ingot/lock"})
    void linkInPlaceOfTheIngotFolderIsNotFollowed(String name) throws Exception {
        Path target = Files.createDirectory(temporary.resolve("target"));
        Files.writeString(target.resolve("image"), "foreign");
        if (name.contains("/")) {
            Node.makePrivate(node.home());
        }
        Files.createSymbolicLink(node.folder.resolve(name), target);
        assertRefused(node.folder.resolve(name).toString());
        assertThat(target.resolve("image")).hasContent("foreign");
        assertThat(target).isDirectoryNotContaining("glob:**/lock");
    }

    @Test
    void runWithAMissingStagedFileIsUndone() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        crashAt("move image");
        Files.delete(node.home().resolve("staged/kernel"));
        assertRecovered("the folder is unchanged");
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE, Role.KERNEL));
    }

    @Test
    void halfPlacedRunWithAMissingFileLeavesNeitherSet() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        crashAt("move kernel");
        Files.delete(node.home().resolve("staged/kernel"));
        assertRecovered("were removed");
        assertThat(node.files()).isEmpty();
    }

    @Test
    void oldSetOfTheSameFilesStays() throws Exception {
        FakeEngine engine = FakeEngine.linking(node.store);
        PlannedImage image = image(Role.IMAGE);
        node.prepare(engine, plan(List.of(image, image(Role.KERNEL))));
        crash(engine, plan(List.of(image, image(Role.RAMDISK))), "move image");
        deleteStaged();
        assertRecovered("the folder is unchanged");
        assertThat(node.files()).isEqualTo(Map.of("image", url("image"), "kernel", url("kernel")));
        assertThat(node.clean().removed()).hasSize(2);
    }

    @Test
    void completeOldSetStaysWhenTheNewOneIsLost() throws Exception {
        FakeEngine engine = FakeEngine.linking(node.store);
        PlannedImage image = image(Role.IMAGE);
        node.prepare(engine, plan(List.of(image, image(Role.KERNEL))));
        crash(engine, plan(List.of(image(Role.RAMDISK), image, image(Role.BOOT_ISO))), "move image");
        deleteStaged();
        assertRecovered("the folder is as it was before");
        assertThat(node.files()).isEqualTo(Map.of("image", url("image"), "kernel", url("kernel")));
        assertThat(node.clean().removed()).hasSize(2);
    }

    @Test
    void completedRunCausesAWarning() throws Exception {
        crashAt("move kernel");
        PreparedNode prepared = node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE, Role.KERNEL));
        assertThat(prepared.warnings()).contains("an interrupted run was completed: image, kernel");
    }

    @Test
    void fileIsRefusedByClean() throws Exception {
        Path file = Files.writeString(temporary.resolve("a file"), "foreign");
        assertThatThrownBy(() -> new NodeCleanup().clean(file, Call.start()))
                .hasMessage(file + ": not a directory; name another node's folder")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
        assertThat(file).hasContent("foreign");
    }

    @Test
    void danglingLinkIsRefusedByPrepareAndClean() throws Exception {
        Files.delete(node.folder);
        Files.createSymbolicLink(node.folder, temporary.resolve("gone"));
        assertRefused(node.folder + ": not a directory; name another node's folder");
        assertThat(node.folder).isSymbolicLink();
    }

    @Property(tries = 100)
    void anyBytesAreARecordOrAreRefused(@ForAll byte[] bytes) throws Exception {
        Path folder = Files.createTempDirectory("prepare-record");
        Path home = Node.makePrivate(folder.resolve(".ingot"));
        Path record = Files.write(home.resolve("record.json"), bytes);
        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> new NodeCleanup().clean(folder, Call.start()));
        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
        Files.delete(record);
        assertThatCode(() -> new NodeCleanup().clean(folder, Call.start())).doesNotThrowAnyException();
        Files.delete(folder);
    }

    private void crashAt(String step) throws Exception {
        TestDisk counting = TestDisk.reliable();
        Node other = Node.below(Files.createDirectory(temporary.resolve("counting")));
        new NodePreparation(FakeEngine.copying(), Node.MODE, counting)
                .prepare(plan("v2", Role.IMAGE, Role.KERNEL), other.folder, progress -> {}, Call.start());
        int before = counting.operations().indexOf(step);
        int firstSteps = counting.operations().indexOf("create folder staged");
        int completed = Files.exists(node.home()) ? firstSteps : 0;
        TestDisk crashing = TestDisk.crashingAfter(before - completed);
        assertThatThrownBy(() -> new NodePreparation(FakeEngine.copying(), Node.MODE, crashing)
                        .prepare(plan("v2", Role.IMAGE, Role.KERNEL), node.folder, progress -> {}, Call.start()))
                .isInstanceOf(TestDisk.Crash.class)
                .hasMessage(step);
        assertThat(Files.readString(node.record(), StandardCharsets.UTF_8)).contains("placing");
    }

    private static PlannedImage image(Role role) throws ImageException {
        return Node.image(role, role.text(), url(role.text()));
    }

    private void crash(FakeEngine engine, DeploymentPlan plan, String step) throws Exception {
        TestDisk disk = TestDisk.crashingBefore(step);
        assertThatThrownBy(() -> new NodePreparation(engine, Node.MODE, disk)
                        .prepare(plan, node.folder, progress -> {}, Call.start()))
                .isInstanceOf(TestDisk.Crash.class)
                .hasMessage(step);
        assertThat(Files.readString(node.record(), StandardCharsets.UTF_8)).contains("placing");
    }

    private void deleteStaged() throws Exception {
        Path staged = node.home().resolve("staged");
        try (Stream<Path> files = Files.list(staged)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(staged);
    }

    private void assertRecovered(String warning) throws Exception {
        Placement placement = new Placement(new NodeFolder(node.folder), TestDisk.reliable());
        placement.recover();
        assertThat(placement.warnings()).singleElement().asString().contains(warning);
    }

    private void rewrite(String from, String to) throws Exception {
        String text = Files.readString(node.record());
        assertThat(text).contains(from);
        Files.writeString(node.record(), text.replace(from, to));
    }

    /** Asserts that both prepare and clean fail, and that it is not retryable. */
    private void assertRefused(String fact) {
        ImageException prepared = catchThrowableOfType(
                ImageException.class, () -> node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE)));
        ImageException cleaned = catchThrowableOfType(ImageException.class, node::clean);
        for (ImageException failure : new ImageException[] {prepared, cleaned}) {
            assertThat(failure).hasMessageContaining(fact);
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
            assertThat(failure.retryable()).isFalse();
        }
    }
}

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

/** What somebody may have done to a node's folder between two runs. */
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
    void aRecordThatNamesAnotherPlaceIsRefused(String name) throws Exception {
        Path victim = Files.writeString(temporary.resolve("victim"), "of somebody");
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        rewrite("\"file\" : \"image\"", "\"file\" : \"" + name + "\"");
        assertRefused("cannot be told");
        assertThat(victim).exists();
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void aLinkToAFolderLeadsThere() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), node.folder);
        try (Call call = Call.start()) {
            NodePreparation preparing = new NodePreparation(FakeEngine.copying(), Node.MODE);
            preparing.prepare(plan("v1", Role.IMAGE), link, images -> {}, call);
            assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
            preparing.prepare(plan("v2", Role.IMAGE), link.resolve("."), images -> {}, call);
            assertThat(node.files()).isEqualTo(expected("v2", Role.IMAGE));
            new NodeCleanup().clean(link, call);
        }
        assertThat(node.folder).isEmptyDirectory();
        assertThat(link).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "kernel"})
    void anImageIsNotReadFromAPlaceInTheFolder(String place) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.KERNEL));
        Path image = Files.writeString(node.folder.resolve(place), "the only one");
        DeploymentPlan plan = Node.plan(
                List.of(Node.image(Role.IMAGE, "image", image.toUri().toString().replace("/node/", "/node/./"))));
        ImageException refused =
                catchThrowableOfType(ImageException.class, () -> node.prepare(FakeEngine.copying(), plan));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(refused).hasMessageContaining("image_source").hasMessageContaining("elsewhere");
        assertThat(image).hasContent("the only one");
        Path other = Files.writeString(node.folder.resolve("other"), "of somebody");
        assertThatCode(() -> SelfOverwrite.refuse(
                        List.of(Node.image(Role.IMAGE, "image", other.toUri().toString())),
                        NodeFolder.of(node.folder),
                        NodeRecord.EMPTY))
                .doesNotThrowAnyException();
    }

    @Test
    void aRecordOfANewerFormatIsRefused() throws Exception {
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
    void aDamagedRecordIsRefusedAndNamed(String text) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Files.writeString(node.record(), text);
        assertRefused(node.record().toString());
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void aRecordThatIsTooLongIsRefused() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Files.write(node.record(), new byte[1024 * 1024 + 1]);
        assertRefused("1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {".ingot", ".ingot/staged", ".ingot/record.json", ".ingot/lock"})
    void aLinkInThePlaceOfOursIsNotFollowed(String name) throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("image"), "of somebody");
        if (name.contains("/")) {
            Node.makePrivate(node.home());
        }
        Files.createSymbolicLink(node.folder.resolve(name), elsewhere);
        assertRefused(node.folder.resolve(name).toString());
        assertThat(elsewhere.resolve("image")).hasContent("of somebody");
        assertThat(elsewhere).isDirectoryNotContaining("glob:**/lock");
    }

    @Test
    void aRunWhoseStagedFileWasTakenIsUndone() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        crashAt("move image");
        Files.delete(node.home().resolve("staged/kernel"));
        assertRecovered("the folder stays as it was before");
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE, Role.KERNEL));
    }

    @Test
    void aRunOfWhichHalfIsPlacedAndHalfIsTakenLeavesNeither() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        crashAt("move kernel");
        Files.delete(node.home().resolve("staged/kernel"));
        assertRecovered("was removed");
        assertThat(node.files()).isEmpty();
    }

    @Test
    void anOldSetOfTheVeryFilesThatWereToBePlacedStays() throws Exception {
        FakeEngine engine = FakeEngine.linking(node.store);
        PlannedImage image = image(Role.IMAGE);
        node.prepare(engine, plan(List.of(image, image(Role.KERNEL))));
        crash(engine, plan(List.of(image, image(Role.RAMDISK))), "move image");
        takeStaged();
        assertRecovered("the folder stays as it was before");
        assertThat(node.files()).isEqualTo(Map.of("image", url("image"), "kernel", url("kernel")));
        assertThat(node.clean().removed()).hasSize(2);
    }

    @Test
    void anOldSetThatIsWholeStaysWhenSomeOfTheNewOneWasPlacedBesideIt() throws Exception {
        FakeEngine engine = FakeEngine.linking(node.store);
        PlannedImage image = image(Role.IMAGE);
        node.prepare(engine, plan(List.of(image, image(Role.KERNEL))));
        crash(engine, plan(List.of(image(Role.RAMDISK), image, image(Role.BOOT_ISO))), "move image");
        takeStaged();
        assertRecovered("the folder is as it was before");
        assertThat(node.files()).isEqualTo(Map.of("image", url("image"), "kernel", url("kernel")));
        assertThat(node.clean().removed()).hasSize(2);
    }

    @Test
    void aRunThatIsFinishedByTheNextSaysSo() throws Exception {
        crashAt("move kernel");
        PreparedNode prepared = node.prepare(FakeEngine.copying(), plan("v2", Role.IMAGE, Role.KERNEL));
        assertThat(prepared.warnings()).contains("an interrupted run was finished first: image, kernel");
    }

    @Test
    void aFileIsNoFolderToClean() throws Exception {
        Path file = Files.writeString(temporary.resolve("a file"), "of somebody");
        assertThatThrownBy(() -> new NodeCleanup().clean(file, Call.start()))
                .hasMessage("the node's folder is no folder: " + file + "; name another one")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
        assertThat(file).hasContent("of somebody");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoFolderForPrepareNorForClean() throws Exception {
        Files.delete(node.folder);
        Files.createSymbolicLink(node.folder, temporary.resolve("gone"));
        assertRefused("the node's folder is no folder: " + node.folder + "; name another one");
        assertThat(node.folder).isSymbolicLink();
    }

    @Property(tries = 100)
    void anyBytesAreARecordOrRefused(@ForAll byte[] bytes) throws Exception {
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
        TestDisk counting = TestDisk.lasting();
        Node other = Node.below(Files.createDirectory(temporary.resolve("counting")));
        new NodePreparation(FakeEngine.copying(), Node.MODE, counting)
                .prepare(plan("v2", Role.IMAGE, Role.KERNEL), other.folder, progress -> {}, Call.start());
        int before = counting.operations().indexOf(step);
        int firstSteps = counting.operations().indexOf("make folder staged");
        int alreadyMade = Files.exists(node.home()) ? firstSteps : 0;
        TestDisk crashing = TestDisk.crashingAfter(before - alreadyMade);
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

    private void takeStaged() throws Exception {
        Path staged = node.home().resolve("staged");
        try (Stream<Path> files = Files.list(staged)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(staged);
    }

    private void assertRecovered(String warning) throws Exception {
        Placement placement = new Placement(new NodeFolder(node.folder), TestDisk.lasting());
        placement.recover();
        assertThat(placement.warnings()).singleElement().asString().contains(warning);
    }

    private void rewrite(String from, String to) throws Exception {
        String text = Files.readString(node.record());
        assertThat(text).contains(from);
        Files.writeString(node.record(), text.replace(from, to));
    }

    /** By prepare and by clean, for good. */
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

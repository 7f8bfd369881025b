// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static io.ingot.deploy.internal.prepare.Node.expected;
import static io.ingot.deploy.internal.prepare.Node.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that others make during a run to a node's folder that they may write to. */
class SharedFolderTest {
    @TempDir
    private Path temporary;

    private Node node;
    private Path victim;

    @BeforeEach
    void makeNode() throws Exception {
        node = Node.below(temporary.toRealPath());
        victim = Node.makePrivate(temporary.toRealPath().resolve("victim"));
        Files.writeString(victim.resolve("image"), "precious");
        Files.writeString(Files.createDirectory(victim.resolve("staged")).resolve("image"), "precious");
        mode(node.folder, "rwxrwxrwx");
    }

    @Test
    void imagesArePlacedAndRemoved() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE, Role.KERNEL));
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE, Role.KERNEL));
        node.prepare(FakeEngine.linking(node.store), plan("v2", Role.IMAGE));
        assertThat(node.files()).isEqualTo(expected("v2", Role.IMAGE));
        assertThat(node.clean().removed()).containsExactly(node.folder.resolve("image"));
        assertThat(node.folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "force .ingot",
                "create lock",
                "create folder staged",
                "force image",
                "create record.json.new",
                "move image",
                "delete staged"
            })
    void linkInPlaceOfTheIngotFolderDuringPrepareIsNotFollowed(String step) {
        SwappingDisk disk = new SwappingDisk(step, this::swapHome);
        attempt(() -> new NodePreparation(FakeEngine.copying(), Node.MODE, disk)
                .prepare(plan("v1", Role.IMAGE), node.folder, progress -> {}, Call.start()));
        assertThat(disk.swapped()).isTrue();
        assertVictimUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete image", "force node", "delete record.json", "delete lock", "delete .ingot"})
    void linkInPlaceOfTheIngotFolderDuringCleanIsNotFollowed(String step) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        SwappingDisk disk = new SwappingDisk(step, this::swapHome);
        attempt(() -> new NodeCleanup(disk).clean(node.folder, Call.start()));
        assertThat(disk.swapped()).isTrue();
        assertVictimUnchanged();
    }

    @Test
    void linkInPlaceOfTheNodesFolderDuringCleanIsNotFollowed() throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        mode(temporary, "rwxrwxrwx");
        SwappingDisk disk = new SwappingDisk("delete image", () -> swap(node.folder, victim));
        attempt(() -> new NodeCleanup(disk).clean(node.folder, Call.start()));
        assertThat(disk.swapped()).isTrue();
        assertVictimUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create folder node", "set permissions node", "force shared"})
    void linkInPlaceOfTheParentDuringPrepareIsNotFollowed(String step) throws Exception {
        Path shared = Files.createDirectory(temporary.toRealPath().resolve("shared"));
        mode(shared, "rwxrwxrwx");
        mode(temporary, "rwxrwxrwx");
        SwappingDisk disk = new SwappingDisk(step, () -> swap(shared, victim));
        attempt(() -> new NodePreparation(FakeEngine.copying(), Node.MODE, disk)
                .prepare(plan("v1", Role.IMAGE), shared.resolve("node"), progress -> {}, Call.start()));
        assertThat(disk.swapped()).isTrue();
        assertVictimUnchanged();
    }

    @Test
    void folderIsCreatedInAParentThatOthersMayWrite() throws Exception {
        Path created = node.folder.resolve("created");
        new NodePreparation(FakeEngine.copying(), FolderMode.parse("0775"))
                .prepare(plan("v1", Role.IMAGE), created, progress -> {}, Call.start());
        assertThat(created.resolve("image")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created)))
                .isEqualTo("rwxrwxr-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxrwxrwx", "rwx-----x"})
    void ingotFolderThatOthersMayEnterIsRefused(String mode) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        mode(node.home(), mode);
        for (String folder : new String[] {"rwxr-xr-x", "rwxrwxrwx"}) {
            mode(node.folder, folder);
            assertRefused(node.home().toString(), "mode 0700");
        }
        assertThat(node.files()).isEqualTo(expected("v1", Role.IMAGE));
    }

    @Test
    void linkThatOthersCanChangeIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(node.folder.resolve("link"), victim);
        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> new NodeCleanup().clean(link, Call.start()));
        assertThat(failure).hasMessageContaining(link + ": other users can change this symbolic link");
        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"precious", "image.exe", "record.json", "kernel.tar", "IMAGE"})
    void recordWithOtherNamesThanThoseOfRolesIsRefused(String name) throws Exception {
        node.prepare(FakeEngine.copying(), plan("v1", Role.IMAGE));
        Files.writeString(node.folder.resolve(name), "foreign");
        String text = Files.readString(node.record());
        Files.writeString(node.record(), text.replace("\"file\" : \"image\"", "\"file\" : \"" + name + "\""));
        assertRefused("cannot be read", name);
        assertThat(node.folder.resolve(name)).hasContent("foreign");
    }

    private void assertRefused(String... facts) {
        ImageException failure = catchThrowableOfType(ImageException.class, node::clean);
        assertThat(failure).hasMessageContainingAll(facts);
        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(failure.retryable()).isFalse();
    }

    private void assertVictimUnchanged() {
        assertThat(victim.resolve("image")).hasContent("precious");
        assertThat(victim.resolve("staged/image")).hasContent("precious");
        assertThat(victim.toFile().list()).containsExactlyInAnyOrder("image", "staged");
        assertThat(victim.resolve("staged").toFile().list()).containsExactly("image");
    }

    private void swapHome() {
        swap(node.home(), victim);
    }

    private static void swap(Path name, Path target) {
        try {
            if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(name, name.resolveSibling("moved"));
            }
            Files.createSymbolicLink(name, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private interface Run {
        void run() throws ImageException;
    }

    /** Runs something that may succeed or fail, depending on the step. */
    private static void attempt(Run run) {
        try {
            run.run();
        } catch (ImageException | UncheckedIOException e) {
            assertThat(e).isNotNull();
        }
    }

    /** A disk that runs an action before one of its steps, once. */
    private static final class SwappingDisk extends NodeDisk {
        private final String step;
        private final Runnable action;
        private boolean swapped;

        SwappingDisk(String step, Runnable action) {
            this.step = step;
            this.action = action;
        }

        boolean swapped() {
            return swapped;
        }

        @Override
        protected void before(String operation, Path path) {
            if (!swapped && step.equals(operation + " " + path.getFileName())) {
                swapped = true;
                action.run();
            }
        }
    }
}

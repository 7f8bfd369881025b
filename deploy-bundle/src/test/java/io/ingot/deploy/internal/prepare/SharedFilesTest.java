// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.deploy.internal.prepare.record.PlacedFile;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Role;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store takes part in changes of the names of its files in a node's folder, and cannot prevent them. */
class SharedFilesTest {
    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    Path temporary;

    private final List<String> changed = new ArrayList<>();
    private Node node;

    @BeforeEach
    void make() throws IOException {
        node = Node.below(temporary);
    }

    @Test
    void storeTakesPartInEveryRenameOfAPlacedFile() throws IOException {
        prepare("v1", (sha256, change) -> {
            assertThat(Files.exists(node.folder.resolve("image"))).isFalse();
            change.make();
            assertThat(Files.exists(node.folder.resolve("image"))).isTrue();
            changed.add(sha256);
        });
        assertThat(changed).containsExactly(SHA256);
    }

    @Test
    void storeTakesPartInTheRemovalOfAStagedName() throws IOException {
        FakeEngine engine = FakeEngine.linking(node.store);
        prepare(engine, "v1", (sha256, change) -> change.make());
        prepare(engine, "v1", (sha256, change) -> {
            change.make();
            assertThat(Files.exists(node.home().resolve("staged/image"))).isFalse();
            changed.add(sha256);
        });
        assertThat(changed).hasSize(1);
    }

    @Test
    void storeFailureBeforeTheChangeDoesNotPreventIt() throws IOException {
        prepare("v1", (sha256, change) -> {
            throw new IOException("the store cannot be read");
        });
        prepare("v2", (sha256, change) -> {
            throw new NoClassDefFoundError("its bundle was stopped");
        });
        prepare("v3", (sha256, change) -> {
            throw new IllegalStateException("unexpected");
        });
        assertThat(node.files()).isEqualTo(Node.expected("v3", Role.IMAGE));
    }

    @Test
    void storeFailureAfterTheChangeDoesNotRepeatIt() throws IOException {
        prepare("v1", (sha256, change) -> {
            change.make();
            throw new IllegalStateException("unexpected");
        });
        assertThat(node.files()).isEqualTo(Node.expected("v1", Role.IMAGE));
    }

    @Test
    void failedChangeIsNotRepeated() {
        TestStore store = new TestStore((sha256, change) -> change.make());
        assertThatThrownBy(() -> new SharedFiles(Optional.of(store)).change(file(), () -> {
                    changed.add("tried");
                    throw new IOException("no such file");
                }))
                .hasMessage("no such file");
        assertThat(changed).hasSize(1);
    }

    private static PlacedFile file() {
        return new PlacedFile(
                "image", "image", "http://mirror/image", List.of(new Checksum("sha256", SHA256)), 1, 1, Instant.EPOCH);
    }

    private void prepare(String version, NameChanger changer) throws IOException {
        prepare(FakeEngine.copying(), version, changer);
    }

    private void prepare(FakeEngine engine, String version, NameChanger changer) throws IOException {
        DeploymentPlan plan = Node.plan(version, Role.IMAGE);
        new NodePreparation(engine, Optional.of(new TestStore(changer)), Node.MODE, TestDisk.reliable())
                .prepare(plan, node.folder, progress -> {}, Call.start());
    }

    /** Changes names for a store. */
    @FunctionalInterface
    private interface NameChanger {
        void change(String sha256, ImageStore.NameChange change) throws IOException;
    }

    /** A store that supports nothing else. */
    private record TestStore(NameChanger changer) implements ImageStore {
        @Override
        public void changeNames(String sha256, NameChange change) throws IOException {
            changer.change(sha256, change);
        }

        @Override
        public Path folder() {
            throw new AssertionError("prepare does not call this");
        }

        @Override
        public List<StoredImage> list() {
            throw new AssertionError("prepare does not call this");
        }

        @Override
        public StoreVerification verify(Call call) {
            throw new AssertionError("prepare does not call this");
        }

        @Override
        public StoreCleanup clean() {
            throw new AssertionError("prepare does not call this");
        }

        @Override
        public StoredImage remove(String sha256) throws ImageException {
            throw new AssertionError("prepare does not call this");
        }

        @Override
        public StoredImage remove(ImageReference reference) throws ImageException {
            throw new AssertionError("prepare does not call this");
        }
    }
}

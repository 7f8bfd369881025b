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

/** What a store learns of the names that its bytes get in a node's folder, and what it cannot prevent. */
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
    void everyRenameOfAPlacedFileIsMadeByTheStore() throws IOException {
        prepare("v1", (sha256, change) -> {
            assertThat(Files.exists(node.folder.resolve("image"))).isFalse();
            change.make();
            assertThat(Files.exists(node.folder.resolve("image"))).isTrue();
            changed.add(sha256);
        });
        assertThat(changed).containsExactly(SHA256);
    }

    @Test
    void anImageThatStandsInItsPlaceAlreadyLosesItsStagedNameInTheStoresHands() throws IOException {
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
    void aStoreThatFailsBeforeTheChangePreventsNothing() throws IOException {
        prepare("v1", (sha256, change) -> {
            throw new IOException("the store cannot be read");
        });
        prepare("v2", (sha256, change) -> {
            throw new NoClassDefFoundError("its bundle has left");
        });
        prepare("v3", (sha256, change) -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(node.files()).isEqualTo(Node.expected("v3", Role.IMAGE));
    }

    @Test
    void aStoreThatFailsAfterTheChangeDoesNotRepeatIt() throws IOException {
        prepare("v1", (sha256, change) -> {
            change.make();
            throw new IllegalStateException("a defect");
        });
        assertThat(node.files()).isEqualTo(Node.expected("v1", Role.IMAGE));
    }

    @Test
    void aChangeThatFailsIsNotRepeated() {
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

    private void prepare(String version, Changing changing) throws IOException {
        prepare(FakeEngine.copying(), version, changing);
    }

    private void prepare(FakeEngine engine, String version, Changing changing) throws IOException {
        DeploymentPlan plan = Node.plan(version, Role.IMAGE);
        new NodePreparation(engine, Optional.of(new TestStore(changing)), Node.MODE, TestDisk.lasting())
                .prepare(plan, node.folder, progress -> {}, Call.start());
    }

    /** How a store changes names. */
    @FunctionalInterface
    private interface Changing {
        void change(String sha256, ImageStore.NameChange change) throws IOException;
    }

    /** A store that is asked for nothing else. */
    private record TestStore(Changing changing) implements ImageStore {
        @Override
        public void changeNames(String sha256, NameChange change) throws IOException {
            changing.change(sha256, change);
        }

        @Override
        public Path folder() {
            throw new AssertionError("preparing does not ask for it");
        }

        @Override
        public List<StoredImage> list() {
            throw new AssertionError("preparing does not ask for it");
        }

        @Override
        public StoreVerification verify(Call call) {
            throw new AssertionError("preparing does not ask for it");
        }

        @Override
        public StoreCleanup clean() {
            throw new AssertionError("preparing does not ask for it");
        }

        @Override
        public StoredImage remove(String sha256) throws ImageException {
            throw new AssertionError("preparing does not ask for it");
        }

        @Override
        public StoredImage remove(ImageReference reference) throws ImageException {
            throw new AssertionError("preparing does not ask for it");
        }
    }
}

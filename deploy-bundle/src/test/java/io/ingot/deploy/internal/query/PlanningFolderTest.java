// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningFolderTest {
    @TempDir
    Path temporary;

    @Test
    void nodesFolderOrItsParentIsChosen() throws ImageException {
        assertThat(PlanningFolder.folder(Optional.of(temporary), Optional.empty()))
                .isEqualTo(temporary);
        assertThat(PlanningFolder.folder(Optional.of(temporary.resolve("node-1")), Optional.empty()))
                .isEqualTo(temporary);
    }

    @Test
    void dotDotAfterALinkMeansTheParentOfItsTarget() throws Exception {
        Path inner = Files.createDirectories(temporary.resolve("far/inner"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), inner);
        assertThat(PlanningFolder.folder(
                        DeploymentRequest.of(InstanceInfo.of(Map.of()))
                                .nodeFolder(link.resolve(".."))
                                .nodeFolder(),
                        Optional.empty()))
                .isEqualTo(temporary.resolve("far"));
    }

    @Test
    void folderWithoutAParentIsReported() {
        Path node = temporary.resolve("nodes/node-1");
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(node), Optional.empty()))
                .hasMessage(node.getParent() + ": directory does not exist; create it")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void fileIsRefusedAsANodesFolder() throws Exception {
        Path file = Files.createFile(temporary.resolve("node-1"));
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(file), Optional.empty()))
                .hasMessageContainingAll("not a directory", file.toString())
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void danglingLinkIsRefusedAsANodesFolder() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("node-1"), temporary.resolve("gone"));
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(link), Optional.empty()))
                .hasMessageContainingAll("not a directory", link.toString());
    }

    @Test
    void unwritableFolderIsReported() {
        assertThatThrownBy(() -> PlanningFolder.ofNode(temporary.resolve("node-1"), folder -> false))
                .hasMessageContainingAll(temporary + ": not writable; give this user write access")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void temporaryFolderIsTheLastResort() throws ImageException {
        assertThat(PlanningFolder.folder(Optional.empty(), Optional.empty())).isDirectory();
    }
}

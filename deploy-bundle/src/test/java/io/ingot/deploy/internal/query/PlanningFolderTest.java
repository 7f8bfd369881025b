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
    void nodesFolderOrTheOneThatIsToHoldIt() throws ImageException {
        assertThat(PlanningFolder.folder(Optional.of(temporary), Optional.empty()))
                .isEqualTo(temporary);
        assertThat(PlanningFolder.folder(Optional.of(temporary.resolve("node-1")), Optional.empty()))
                .isEqualTo(temporary);
    }

    @Test
    void stepUpwardsGoesUpFromWhereALinkLeads() throws Exception {
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
    void folderThatCannotBeMadeIsNamed() {
        Path node = temporary.resolve("nodes/node-1");
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(node), Optional.empty()))
                .hasMessage(node.getParent() + ": directory does not exist; create it")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void fileIsNoFolderOfANode() throws Exception {
        Path file = Files.createFile(temporary.resolve("node-1"));
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(file), Optional.empty()))
                .hasMessageContainingAll("is no folder", file.toString())
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void linkThatLeadsNowhereIsNoFolderOfANode() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("node-1"), temporary.resolve("gone"));
        assertThatThrownBy(() -> PlanningFolder.folder(Optional.of(link), Optional.empty()))
                .hasMessageContainingAll("is no folder", link.toString());
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> PlanningFolder.ofNode(temporary.resolve("node-1"), folder -> false))
                .hasMessageContainingAll(temporary + ": give this user access")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Test
    void withoutBothThatOfTemporaryFiles() throws ImageException {
        assertThat(PlanningFolder.folder(Optional.empty(), Optional.empty())).isDirectory();
    }
}

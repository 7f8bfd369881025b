// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedFolderTest {
    private Path temporary = Path.of("/");

    @BeforeEach
    void makeFolder(@TempDir Path made) throws IOException {
        temporary = made.toRealPath();
    }

    @Test
    void thePathLeadsToThePinnedFolderWhateverReplacesIt() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Path victim = Files.createDirectory(temporary.resolve("victim"));
        try (PinnedFolder pinned = PinnedFolder.of(folder, folder)) {
            Files.move(folder, temporary.resolve("renamed"));
            Files.createSymbolicLink(folder, victim);
            Files.writeString(pinned.path().resolve("file"), "text");
        }
        assertThat(victim).isEmptyDirectory();
        assertThat(temporary.resolve("renamed/file")).hasContent("text");
    }

    @Test
    void aLinkThatReplacesTheFolderIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);
        assertThatIOException().isThrownBy(() -> PinnedFolder.of(link, link));
        assertThatIOException().isThrownBy(() -> PinnedFolder.running(temporary.resolve("missing")));
    }

    @Test
    void aLinkIsFollowedToItsEarlierTarget() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);
        Files.writeString(temporary.resolve("file"), "text");
        try (PinnedFolder pinned = PinnedFolder.of(link, temporary);
                PinnedFolder again = PinnedFolder.of(pinned.path(), temporary)) {
            assertThat(again.path().resolve("file")).hasContent("text");
        }
    }

    @Test
    void aSubfolderIsPinnedUnlessItIsALink() throws IOException {
        Path inner = Files.createDirectory(temporary.resolve("inner"));
        Files.createSymbolicLink(temporary.resolve("link"), inner);
        Files.writeString(inner.resolve("file"), "text");
        try (PinnedFolder outer = PinnedFolder.of(temporary, temporary);
                PinnedFolder pinned = outer.below(Path.of("inner"))) {
            assertThat(pinned.path().resolve("file")).hasContent("text");
            assertThatIOException().isThrownBy(() -> outer.below(Path.of("link")));
        }
    }

    @Test
    void theProgramRunsInTheFolder() throws IOException {
        Files.writeString(temporary.resolve("file"), "text of the file");
        try (PinnedFolder pinned = PinnedFolder.running(temporary, "cat", "file")) {
            byte[] said = pinned.run().getInputStream().readAllBytes();
            assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo("text of the file");
        }
    }
}

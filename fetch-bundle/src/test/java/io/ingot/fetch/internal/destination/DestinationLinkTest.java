// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests linking a file to a destination. */
class DestinationLinkTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Path file;
    private FetchDestination destination;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(temporary.resolve("node"));
        file = Files.writeString(temporary.resolve("stored"), "image");
        destination = FetchDestination.of(folder.resolve("disk"));
    }

    @Test
    void aFreeNameIsLinkedDirectly() throws IOException {
        List<Path> made = new ArrayList<>();
        destination.link(name -> {
            made.add(name);
            Files.createLink(name, file);
        });
        assertThat(made).containsExactly(destination.path());
        assertThat(Files.isSameFile(file, destination.path())).isTrue();
    }

    @Test
    void anExistingFileIsReplacedInOneStep() throws IOException {
        Files.writeString(destination.path(), "another");
        destination.link(name -> Files.createLink(name, file));
        assertOnlyTheLink();
    }

    @Test
    void aSymbolicLinkIsReplacedItself() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "another");
        Files.createSymbolicLink(destination.path(), target);
        destination.link(name -> Files.createLink(name, file));
        assertOnlyTheLink();
        assertThat(target).hasContent("another");
    }

    @Test
    void aLinkToTheSameFileLeavesNoHiddenName() throws IOException {
        Files.createLink(destination.path(), file);
        destination.link(name -> Files.createLink(name, file));
        assertOnlyTheLink();
    }

    @Test
    void aLinkThatWasSweptIsCreatedAgain() throws IOException {
        Files.writeString(destination.path(), "another");
        List<Path> made = new ArrayList<>();
        destination.link(name -> {
            Files.createLink(name, file);
            made.add(name);
            if (made.size() == 1) {
                Files.delete(name);
            }
        });
        assertThat(made).hasSize(2).doesNotHaveDuplicates();
        assertOnlyTheLink();
    }

    @Test
    void aLinkThatIsAlwaysSweptIsAFailure() throws IOException {
        Files.writeString(destination.path(), "another");
        assertThatIOException()
                .isThrownBy(() -> destination.link(name -> {
                    Files.createLink(name, file);
                    Files.delete(name);
                }));
        assertThat(destination.path()).hasContent("another");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(destination.path()));
    }

    @Test
    void theHiddenNameIsSweptByOtherProcesses() throws IOException {
        Files.writeString(destination.path(), "another");
        List<Path> made = new ArrayList<>();
        destination.link(name -> {
            Files.createLink(name, file);
            made.add(name);
        });
        Path left = folder.resolve(
                made.get(0).getFileName().toString().replaceFirst("-[0-9a-f]{8}-([0-9a-f]{24})", "-00000000-$1"));
        Files.createLink(left, file);
        PartSweeper.sweep(destination);
        assertOnlyTheLink();
    }

    private void assertOnlyTheLink() throws IOException {
        assertThat(Files.isSameFile(file, destination.path())).isTrue();
        assertThat(Files.isSymbolicLink(destination.path())).isFalse();
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(destination.path()));
    }
}

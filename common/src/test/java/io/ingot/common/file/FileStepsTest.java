// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStepsTest {
    private final List<String> steps = new ArrayList<>();
    private final FileSteps disk = new FileSteps() {
        @Override
        protected void before(String operation, Path path) {
            steps.add(operation + " " + path.getFileName());
        }
    };

    @TempDir
    Path folder;

    @Test
    void everyChangeIsAnnounced() throws IOException {
        Path file = folder.resolve("a");
        disk.create(file, new byte[3]);
        disk.force(file);
        disk.move(file, folder.resolve("b"));
        disk.delete(folder.resolve("b"));

        assertThat(steps).containsExactly("create a", "write a", "force a", "move b", "delete b");
    }

    @Test
    void newFileIsPrivateAndReplacesNothing() throws IOException {
        Path file = folder.resolve("a");
        disk.create(file, new byte[] {1, 2, 3});

        assertThat(FileState.of(file).orElseThrow().mode()).isEqualTo(0600);
        assertThat(disk.bytes(file, 9)).containsExactly(1, 2, 3);
        assertThat(disk.bytes(file, 2)).containsExactly(1, 2);
        assertThatThrownBy(() -> disk.create(file, new byte[1])).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void linkIsNotRead() throws IOException {
        Path file = Files.createFile(folder.resolve("a"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThatThrownBy(() -> disk.bytes(link, 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.force(link)).isInstanceOf(IOException.class);
    }

    @Test
    void moveReplacesAndDeleteReportsWhatExisted() throws IOException {
        disk.create(folder.resolve("a"), new byte[] {1});
        disk.create(folder.resolve("b"), new byte[] {2});
        disk.move(folder.resolve("a"), folder.resolve("b"));

        assertThat(disk.entries(folder)).containsExactly(Path.of("b"));
        assertThat(disk.bytes(folder.resolve("b"), 1)).containsExactly(1);
        assertThat(disk.delete(folder.resolve("b"))).isTrue();
        assertThat(disk.delete(folder.resolve("b"))).isFalse();
    }
}

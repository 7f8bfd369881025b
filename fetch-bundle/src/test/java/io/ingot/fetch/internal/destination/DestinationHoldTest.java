// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users replace the folder of a destination while an image is written there. */
class DestinationHoldTest {
    @TempDir
    Path temporary;

    private Path shared;
    private Path node;
    private Path victim;

    @BeforeEach
    void makeFolders() throws IOException {
        shared = Files.createDirectory(temporary.toRealPath().resolve("shared"));
        node = Files.createDirectory(shared.resolve("node"));
        victim = Files.createDirectory(temporary.toRealPath().resolve("victim"));
        Files.writeString(victim.resolve("image"), "precious");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void aPartIsPublishedInTheFolderThatWasPinned() throws IOException {
        FetchDestination destination = FetchDestination.of(node.resolve("image"));
        try (FetchDestination.Holding held = destination.hold();
                PartFile part = PartFile.create(destination)) {
            part.part().write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            swap();
            PartSweeper.sweep(destination);
            part.publish(FileOwnership.of(FileMode.parse("0444")));
        }
        assertPublishedInMovedFolder(new byte[] {1, 2, 3});
    }

    @Test
    void aLinkOfTheStoreIsPublishedInTheFolderThatWasPinned() throws IOException {
        Path stored = Files.write(temporary.resolve("stored"), new byte[] {7});
        FetchDestination destination = FetchDestination.of(node.resolve("image"));
        try (FetchDestination.Holding held = destination.hold()) {
            swap();
            destination.link(name -> Files.createLink(name, stored));
            destination.link(name -> Files.createLink(name, stored));
        }
        assertPublishedInMovedFolder(new byte[] {7});
    }

    @Test
    void aLinkThatOthersCanChangeIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(shared.resolve("link"), victim);
        FetchDestination destination = FetchDestination.of(link.resolve("image"));
        assertThatThrownBy(destination::hold)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("other users can change the symbolic link " + link);
    }

    @Test
    void aFolderThatOnlyTrustedUsersCanChangeIsNotPinned() throws IOException {
        FetchDestination destination = FetchDestination.of(victim.resolve("image"));
        try (FetchDestination.Holding held = destination.hold()) {
            assertThat(destination.currentFolder()).isEqualTo(victim);
        }
    }

    @Test
    void othersWhoMayWriteToTheFolderCannotReplaceUnfinishedFiles() throws IOException {
        FetchDestination destination = FetchDestination.of(shared.resolve("image"));
        try (FetchDestination.Holding held = destination.hold();
                PartFile part = PartFile.create(destination)) {
            part.part().write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            Path work = only(shared, "*.work");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work)))
                    .isEqualTo("rwx------");
            assertThat(shared.toFile().list()).containsExactlyInAnyOrder("node", nameOf(work));
            Files.move(work, shared.resolve("moved"));
            Files.createSymbolicLink(work, victim);
            part.publish(FileOwnership.of(FileMode.parse("0444")));
        }
        assertThat(shared.resolve("image")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.getPosixFilePermissions(shared.resolve("image")))
                .isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
        assertThat(victim.resolve("image")).hasContent("precious");
    }

    @Test
    void noUnfinishedFileStaysInAFolderThatOthersMayWrite() throws IOException {
        Path stored = Files.write(temporary.resolve("stored"), new byte[] {7});
        FetchDestination destination = FetchDestination.of(shared.resolve("image"));
        try (FetchDestination.Holding held = destination.hold();
                PartFile unfinished = PartFile.create(destination)) {
            unfinished.part().write(0, ByteBuffer.wrap(new byte[] {1}));
            destination.link(name -> Files.createLink(name, stored));
            destination.link(name -> Files.createLink(name, stored));
        }
        assertThat(shared.resolve("image")).hasBinaryContent(new byte[] {7});
        assertThat(shared.toFile().list()).containsExactlyInAnyOrder("image", "node");
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().next();
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void swap() throws IOException {
        Files.move(node, shared.resolve("moved"));
        Files.createSymbolicLink(node, victim);
    }

    private void assertPublishedInMovedFolder(byte[] bytes) {
        assertThat(victim.resolve("image")).hasContent("precious");
        assertThat(victim.toFile().list()).containsExactly("image");
        assertThat(shared.resolve("moved/image")).hasBinaryContent(bytes);
        assertThat(shared.resolve("moved").toFile().list()).containsExactly("image");
    }
}

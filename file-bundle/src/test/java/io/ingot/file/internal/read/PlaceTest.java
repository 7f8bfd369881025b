// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to a name: the pinned one of this platform, and the one of platforms without. */
class PlaceTest {
    private Path folder = Path.of("/");

    @BeforeEach
    void makeFile(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    }

    @Test
    void aFileIsLookedAtAndOpened() throws IOException {
        for (Place place : places(folder, "file")) {
            try (place) {
                assertThat(place.look().size()).isEqualTo(3);
                try (var channel = place.open()) {
                    assertThat(channel.size()).isEqualTo(3);
                }
            }
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

        for (Place place : places(folder, "link")) {
            try (place) {
                assertThatIOException().isThrownBy(() -> place.open().close());
            }
        }
    }

    @Test
    void aFolderThatBecameALinkIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThatIOException().isThrownBy(() -> Place.at(link, Path.of("file")).close());
        assertThatThrownBy(() -> new Place.Named(link.resolve("file")).look()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsHeldStaysWhereItWas() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.write(inner.resolve("file"), new byte[] {1, 2, 3, 4});
        try (Place place = Place.at(inner, Path.of("file"))) {
            Files.move(inner, folder.resolve("aside"));
            Files.createSymbolicLink(inner, folder);

            assertThat(place.look().size()).isEqualTo(4);
        }
    }

    private static List<Place> places(Path folder, String name) throws IOException {
        Place pinned = Place.at(folder, Path.of(name));
        assertThat(pinned).isInstanceOf(Place.Pinned.class);
        return List.of(pinned, new Place.Named(folder.resolve(name)));
    }
}

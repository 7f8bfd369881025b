// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartSweeperTest {
    private static final String OTHER_PROCESS = "00000000-0123456789abcdef01234567";

    @TempDir
    Path folder;

    private FetchDestination destination;

    @BeforeEach
    void start() throws ImageException {
        destination = FetchDestination.of(folder.resolve("image"));
    }

    @Test
    @DisplayName("I-14: files of a killed process are swept")
    void filesOfAKilledProcessAreSwept() throws IOException {
        Path part = Files.createFile(folder.resolve(tempName(".part")));
        Files.createFile(folder.resolve(tempName(".link")));
        PartSweeper.sweep(destination);
        assertThat(part).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void linkWithoutItsPartIsSwept() throws IOException {
        Files.createFile(folder.resolve(tempName(".link")));
        PartSweeper.sweep(destination);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void workFolderOfAKilledProcessIsSwept() throws IOException {
        Path work = workFolder("rwx------");
        Files.createFile(work.resolve("lock"));
        Files.createFile(work.resolve(tempName(".part")));
        PartSweeper.sweep(destination);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWorkFolderThatOthersMayEnterIsNotSwept() throws IOException {
        Path work = workFolder("rwxrwxrwx");
        Files.createFile(work.resolve("lock"));
        PartSweeper.sweep(destination);
        assertThat(work.resolve("lock")).exists();
    }

    @Test
    void aLinkInsteadOfAWorkFolderIsNotFollowed(@TempDir Path victim) throws IOException {
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(victim.resolve("precious"));
        Files.createSymbolicLink(folder.resolve(tempName(".work")), victim);
        PartSweeper.sweep(destination);
        assertThat(victim.toFile().list()).containsExactly("precious");
    }

    private Path workFolder(String permissions) throws IOException {
        Path work = Files.createDirectory(folder.resolve(tempName(".work")));
        return Files.setPosixFilePermissions(work, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void thePartOfARunningFetchStays() throws IOException {
        try (PartFile part = PartFile.create(destination)) {
            part.part().write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            PartSweeper.sweep(destination);
            part.publish(FileOwnership.of(FileMode.parse("0600")));
        }
        assertThat(folder.resolve("image")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void thePartOfAnotherRunningProcessStays() throws Exception {
        Path part = Files.createFile(folder.resolve(tempName(".part")));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        part.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('l');
            PartSweeper.sweep(destination);
            assertThat(part).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        PartSweeper.sweep(destination);
        assertThat(part).doesNotExist();
    }

    @Test
    void filesWithOtherNamesStay() throws IOException {
        Stream.of(
                        ".ingot-notours.part",
                        tempName(".part.bak"),
                        "image.part",
                        ".ingot-0000000000000000-" + OTHER_PROCESS + ".part")
                .forEach(name -> create(folder.resolve(name)));
        Path target = Files.createFile(folder.resolve("target"));
        Files.createSymbolicLink(folder.resolve(tempName(".part")), target);
        Files.createDirectory(folder.resolve(tempName(".part").replace("0123456789", "9876543210")));
        PartSweeper.sweep(destination);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(7);
        }
    }

    @Test
    void aPartIsPrivateAndDeletedOnClose() throws IOException {
        try (PartFile part = PartFile.create(destination)) {
            part.part().write(0, ByteBuffer.wrap(new byte[10]));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).singleElement().satisfies(path -> {
                    assertThat(path.getFileName().toString())
                            .startsWith(".ingot-")
                            .endsWith(".part");
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------");
                });
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    private String tempName(String suffix) {
        String own = destination.names().newPart().getFileName().toString();
        return own.substring(0, own.length() - OTHER_PROCESS.length() - ".part".length()) + OTHER_PROCESS + suffix;
    }

    private static void create(Path path) {
        try {
            Files.createFile(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another process that locks a part. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                System.out.print(lock.isValid() ? "l" : "-");
                System.out.flush();
                System.in.read();
            }
        }
    }
}

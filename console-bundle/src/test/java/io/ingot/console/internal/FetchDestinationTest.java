// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operand DEST of {@code fetch}, and the directories above it. */
class FetchDestinationTest {
    private static final String REF = "http://mirror/a.qcow2";

    private final Ingot ingot = Ingot.withServices();

    @TempDir
    private Path folder;

    @Test
    void hyphenIsAUsageError() {
        Ended ended = ingot.run("fetch", REF, "-", "--json");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.message()).contains("DEST cannot be -", "./-");
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @Test
    void fileOfThatNameCanBeWritten() {
        ingot.fetcher.succeed(facts -> facts);

        ingot.run("fetch", REF, folder + "/-");

        assertThat(ingot.fetcher.requests.get(0).destination()).isEqualTo(folder.resolve("-"));
    }

    @Test
    void missingDirectoryIsNamedWithTheOptionThatCreatesIt() {
        Ended ended = ingot.run("fetch", REF, folder + "/node/image", "--json");

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.message())
                .isEqualTo(folder.resolve("node") + ": directory does not exist; create it or use --parents");
        assertThat(ended.error()).containsEntry("retryable", false);
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @Test
    void parentsAreCreatedReadableByOthersAndKept() throws IOException {
        ingot.fetcher.succeed(facts -> facts);

        assertThat(ingot.run("fetch", "--parents", REF, folder + "/a/b/image").status())
                .isZero();

        assertThat(folder.resolve("a/b")).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void parentsOfAFailedFetchAreRemoved() {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        assertThat(ingot.run("fetch", "--parents", REF, folder + "/a/b/image").status())
                .isEqualTo(12);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void parentsAreRemovedWhereTheyWereCreatedEvenIfTheirNamesChange() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Files.createDirectory(victim.resolve("b"));
        ingot.fetcher.succeed(facts -> {
            exchange(shared.resolve("a"), victim);
            throw new IllegalStateException("it fails");
        });

        assertThat(ingot.run("fetch", "--parents", REF, shared + "/a/b/image").status())
                .isNotZero();

        assertThat(victim.resolve("b")).isDirectory();
        assertThat(shared.resolve("moved")).isEmptyDirectory();
    }

    @Test
    void parentsAreNotCreatedThroughALinkThatOthersCanChange() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(shared.resolve("link"), Files.createDirectory(folder.resolve("victim")));

        Ended ended = ingot.run("fetch", "--parents", REF, link + "/a/image");

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.err()).contains("other users can change the symbolic link " + link);
        assertThat(folder.resolve("victim")).isEmptyDirectory();
    }

    private static void exchange(Path directory, Path target) {
        try {
            Files.move(directory, directory.resolveSibling("moved"));
            Files.createSymbolicLink(directory, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void existingDirectoriesAreKept() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        ingot.run("fetch", "--parents", REF, folder + "/a/b/image");

        assertThat(folder.resolve("a")).isEmptyDirectory();
    }

    @Test
    void parentThatCannotBeCreatedIsReported() {
        Ended ended = ingot.run("fetch", "--parents", REF, "/proc/ingot/image");

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.err())
                .startsWith("ingot: /proc/ingot: cannot be created: ")
                .doesNotContain("Exception");
    }

    @Test
    void unknownDigestIsAUsageErrorThatListsTheSupportedOnes() {
        Ended ended = ingot.run("fetch", REF, folder + "/image", "--digest", "sha255");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .contains("--digest: unknown digest algorithm 'sha255'; use one of ", "sha256", "sha512");
    }

    @Test
    void unknownChecksumAlgorithmIsNamedWithoutItsDigits() {
        Ended ended = ingot.run("fetch", REF, folder + "/image", "--checksum", "sha255:00");

        assertThat(ended.status()).isEqualTo(19);
        assertThat(ended.err()).contains("unknown digest algorithm 'sha255'").doesNotContain("digits");
    }
}

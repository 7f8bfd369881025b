// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import static io.ingot.access.internal.rule.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRuleTest {
    private static final String PROPERTY = "io.ingot.file/allowedPaths";
    private static final Path HOME = Path.of("/srv/ingot");

    private Path folder = Path.of("/");

    @BeforeEach
    void resolve(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    @DisplayName("F-01: a file below an allowed folder, or the folder itself, is allowed")
    void fileInAnAllowedFolderIsAllowed() {
        PathRule rule = rule("/srv/images");

        assertAllowed(rule, "/srv/images/a.qcow2");
        assertAllowed(rule, "/srv/images/deep/down/a.qcow2");
        assertAllowed(rule, "/srv/images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev",
                "/dev/sda1",
                "/dev/zero",
                "/sys",
                "/sys/kernel",
                "/proc",
                "/proc/self/mem",
                "/boot",
                "/boot/vmlinuz",
                "/etc",
                "/etc/shadow",
                "/run",
                "/run/secrets/x"
            })
    @DisplayName("F-03, F-04, F-24: system folders and all below them are refused, whatever is allowed")
    void systemFoldersAreAlwaysRefused(String path) {
        assertRefused(() -> rule("/", "/dev", "/etc", path).checkFile(Path.of(path)))
                .contains(path, PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/devices/x", "/etcetera/x", "/runner", "/bootstrap/a"})
    @DisplayName("F-05: names are compared by whole components")
    void prefixOfASystemFolderIsNotASystemFolder(String path) {
        assertAllowed(rule("/"), path);
        assertAllowed(rule(path), path);
    }

    @Test
    @DisplayName("F-05: an allowed folder does not allow names with the same prefix")
    void prefixOfAnAllowedFolderIsNotAllowed() {
        assertRefused(() -> rule("/srv/images").checkFile(Path.of("/srv/images-private/a")));
        assertRefused(() -> rule("/srv/images").checkFile(Path.of("/srv")));
    }

    @Test
    @DisplayName("F-06: with an empty list every path is refused")
    void possiblePasswordInAPathIsRedacted() {
        assertThat(catchThrowable(() -> rule("/srv/images").checkFile(Path.of("/user:hunter2@host/a"))))
                .hasMessageContaining("***@host/a")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void emptyListRefusesAllFiles() {
        assertRefused(() -> rule().checkFile(Path.of("/var/lib/ingot/images/a")))
                .contains(PROPERTY);
        assertRefused(() -> rule().checkFile(Path.of("/"))).contains(PROPERTY);
    }

    @Test
    @DisplayName("F-07, F-09: outside the list, the message is the same whether the file exists or not")
    void refusalDoesNotRevealExistence() throws IOException {
        Path there = Files.createFile(folder.resolve("one"));
        Path absent = folder.resolve("two");
        PathRule rule = rule("/srv/images");

        String ofExisting = refusal(rule, there).replace("one", "NAME");
        String ofMissing = refusal(rule, absent).replace("two", "NAME");

        assertThat(ofExisting).isEqualTo(ofMissing).contains(PROPERTY, "NAME");
    }

    @Test
    @DisplayName("F-09: system folders are checked before the list")
    void systemFoldersOverrideAllowedFolders() {
        assertRefused(() -> rule().checkFile(Path.of("/etc/shadow"))).contains("cannot allow it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"images", "./images", "/srv/../etc", "/srv/./images", "~/images", "\0/a", "{home}/../x", "home"})
    @DisplayName("F-10: an entry that is not absolute or goes upwards is invalid")
    void entriesMustBeAbsoluteAndNormalized(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> rule(entry)).withMessageContaining(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:u:hunter2@h", "http:///u:hunter2@h", "u:hunter2@h/x"})
    void possiblePasswordInAnEntryIsRedacted(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(entry))
                .withMessageContaining("***@h")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void passwordInThePathOfAMalformedReferenceIsRedacted() {
        assertRefused(() -> rule("/srv/images").checkFile(Path.of("/user:hunter2@host/a")))
                .contains("/***@host/a")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("F-10: a trailing slash is trimmed")
    void trailingSlashIsIgnored() {
        assertAllowed(rule("/srv/images/"), "/srv/images/a");
        assertAllowed(rule("//srv//images//"), "/srv/images/a");
    }

    @Test
    @DisplayName("F-11: symbolic links in entries of the list are resolved")
    void linkInTheListAllowsItsTarget() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/images"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        PathRule rule = rule(link.resolve("images").toString());

        assertAllowed(rule, real.resolve("a").toString());
        assertRefused(() -> rule.checkFile(folder.resolve("real/other")));
    }

    @Test
    void folderThatIsCreatedLaterIsResolvedThen() throws IOException {
        Path entry = folder.resolve("later/images");
        PathRule rule = rule(entry.toString());
        assertAllowed(rule, entry.resolve("a").toString());

        Path target = Files.createDirectories(folder.resolve("target/images"));
        Files.createSymbolicLink(folder.resolve("later"), folder.resolve("target"));

        assertAllowed(rule, target.resolve("a").toString());
    }

    @Test
    void entryBelowASystemFolderAllowsNothing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("images"), Path.of("/etc"));

        assertRefused(() -> rule(link.toString()).checkFile(Path.of("/etc/hostname")))
                .contains("/etc");
    }

    @Test
    @DisplayName("F-12: the root allows all but system folders, whatever the number of leading slashes")
    void rootCanBeAllowed() {
        assertAllowed(rule("/"), "/srv/a");
        assertRefused(() -> rule("/").checkFile(Path.of("//etc/passwd")));
        assertThat(rule("/").cautions()).singleElement().asString().contains(PROPERTY);
    }

    @Test
    void pathThatIsNotNormalizedIsRefused() throws IOException {
        PathRule rule = rule("/");

        assertRefused(() -> rule.checkFile(Path.of("srv/a"))).contains(PROPERTY);
        assertRefused(() -> rule.checkFile(Path.of("/srv/../etc/shadow"))).contains(PROPERTY);
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + folder.resolve("a.zip").toUri()), Map.of("create", "true"))) {
            assertRefused(() -> rule.checkFile(zip.getPath("/a"))).contains(PROPERTY);
        }
    }

    @Test
    void homeIsReplacedByItsPath() {
        assertAllowed(rule("{home}/images"), HOME + "/images/a");
        assertAllowed(rule("{home}"), HOME + "/a");
        assertRefused(() -> rule("{home}/images").checkFile(HOME.resolve("store/a")));
    }

    private static PathRule rule(String... folders) {
        return new PathRule(List.of(folders), HOME);
    }

    private static void assertAllowed(PathRule rule, String path) {
        assertThatCode(() -> rule.checkFile(Path.of(path))).doesNotThrowAnyException();
    }

    private static String refusal(PathRule rule, Path path) {
        StringBuilder message = new StringBuilder();
        assertRefused(() -> rule.checkFile(path)).satisfies(message::append);
        return message.toString();
    }
}

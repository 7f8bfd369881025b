// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import io.ingot.access.internal.Log;
import io.ingot.access.internal.config.ConfigOf;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCredentialsTest {
    private static final String TARGET = "https://mirror.example/";
    private static final String PID = "io.ingot.access.credentials~";

    private final OperatorCredentials store = new OperatorCredentials();
    private long nextId;

    @TempDir
    private Path folder = Path.of("/");

    @Test
    @DisplayName("B-01: user and password for the target are found")
    void userAndPasswordAreFound() throws Exception {
        add("mirror", Map.of("target", TARGET, "user", "ann", "passwordFile", file("pw", "s3cret\n")));

        assertThat(find("https://mirror.example/a.qcow2"))
                .contains(new Credentials.Password("ann", Secret.of("s3cret")));
        assertThat(store.named("mirror")).contains(new Credentials.Password("ann", Secret.of("s3cret")));
    }

    @Test
    void namedCredentialsAreForTheirTargetOnly() throws Exception {
        add("mirror", Map.of("target", "https://mirror.example/private/", "tokenFile", file("token", "abc")));

        assertThat(store.named("mirror", ImageReference.parse("https://mirror.example/private/a")))
                .isPresent();
        for (String other : List.of(
                "https://mirror.example/a",
                "http://mirror.example/private/a",
                "https://mirror.example:8443/private/a",
                "https://mirror.example/private/../a",
                "https://other.example/private/a",
                "file:///private/a")) {
            assertThat(store.named("mirror", ImageReference.parse(other)))
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void nameBelongsToTheCredentialsThatAreFound() throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", "abc")));
        add("private", Map.of("target", TARGET + "private/", "tokenFile", "/nowhere/token"));

        assertThat(store.nameFor(ImageReference.parse(TARGET + "a"))).contains("mirror");
        assertThat(store.nameFor(ImageReference.parse(TARGET + "private/a"))).contains("private");
        assertThat(store.nameFor(ImageReference.parse("https://other.example/a")))
                .isEmpty();
    }

    @Test
    void tokenIsFound() throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", "abc")));

        assertThat(find("https://mirror.example/a")).contains(new Credentials.Token(Secret.of("abc")));
    }

    @Test
    @DisplayName("B-02: a target without a configuration has no credentials")
    void otherTargetHasNoCredentials() throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", "abc")));

        assertThat(find("https://other.example/a")).isEmpty();
        assertThat(find("file:///a")).isEmpty();
        assertThat(store.named("other")).isEmpty();
    }

    @Test
    @DisplayName("B-03, B-04: a configuration without user and password is invalid, not a failed transfer")
    void targetWithoutCredentialsIsInvalid() {
        add("mirror", Map.of("target", TARGET));

        assertThat(failure("https://mirror.example/a")).contains(PID + "mirror/user", "passwordFile", "tokenFile");
    }

    @Test
    @DisplayName("B-05: an empty user counts as missing")
    void emptyUserCountsAsMissing() throws Exception {
        add("mirror", Map.of("target", TARGET, "user", "", "passwordFile", file("pw", "x")));

        assertThat(failure("https://mirror.example/a")).contains(PID + "mirror/user is missing");
    }

    @Test
    @DisplayName("B-05: an empty password counts as missing")
    void emptyPasswordCountsAsMissing() throws Exception {
        add("mirror", Map.of("target", TARGET, "user", "ann", "passwordFile", file("pw", "\n")));

        assertThat(failure("https://mirror.example/a")).contains(PID + "mirror/passwordFile", "empty");
    }

    @Test
    @DisplayName("B-06, P-08: a missing password is reported as such, and the user is not read as a reference")
    void missingPasswordIsReported() {
        add("mirror", Map.of("target", TARGET, "user", "ann"));

        assertThat(failure("https://mirror.example/a"))
                .contains(PID + "mirror/passwordFile is missing")
                .doesNotContain("ann");
    }

    @Test
    @DisplayName("B-06: a missing user alone is reported")
    void missingUserIsReported() {
        add("mirror", Map.of("target", TARGET, ".password", "hunter2"));

        assertThat(failure("https://mirror.example/a"))
                .contains(PID + "mirror/user is missing")
                .doesNotContain("hunter2");
    }

    @Test
    void tokenWithAUserIsInvalid() throws Exception {
        add("mirror", Map.of("target", TARGET, "user", "ann", "tokenFile", file("t", "x")));

        assertThat(failure("https://mirror.example/a")).contains(PID + "mirror/tokenFile", "user");
    }

    @Test
    void userWithAColonIsInvalid() throws Exception {
        add("mirror", Map.of("target", TARGET, "user", "a:b", "passwordFile", file("p", "x")));

        assertThat(failure("https://mirror.example/a")).contains(PID + "mirror/user");
    }

    @Test
    void invalidConfigurationIsLoggedImmediately() {
        try (Log log = new Log()) {
            add("mirror", Map.of("target", TARGET, "user", "ann"));

            assertThat(log.at(Level.ERROR)).singleElement().asString().contains(PID + "mirror/passwordFile");
        }
    }

    @Test
    void longestPathWins() throws Exception {
        add("all", Map.of("target", TARGET, "tokenFile", file("1", "all")));
        add("deep", Map.of("target", TARGET + "a/b/", "tokenFile", file("2", "deep")));
        add("flat", Map.of("target", TARGET + "a/", "tokenFile", file("3", "flat")));

        assertThat(token("https://mirror.example/a/b/c")).isEqualTo("deep");
        assertThat(token("https://mirror.example/a/bc")).isEqualTo("flat");
        assertThat(token("https://mirror.example/x")).isEqualTo("all");
    }

    @Test
    void firstNameOfEqualTargetsWins() throws Exception {
        add("b", Map.of("target", TARGET, "tokenFile", file("1", "b")));
        add("a", Map.of("target", "mirror.example", "tokenFile", file("2", "a")));

        assertThat(token("https://mirror.example/x")).isEqualTo("a");
    }

    @Test
    void invalidBestMatchIsNotReplacedByTheNext() throws Exception {
        add("all", Map.of("target", TARGET, "tokenFile", file("1", "all")));
        add("deep", Map.of("target", TARGET + "a/", "user", "ann"));

        assertThat(failure("https://mirror.example/a/x")).contains(PID + "deep");
        assertThat(token("https://mirror.example/x")).isEqualTo("all");
    }

    @Test
    void fileIsReadAtEachUse() throws Exception {
        String file = file("token", "before");
        add("mirror", Map.of("target", TARGET, "tokenFile", file));
        assertThat(token("https://mirror.example/")).isEqualTo("before");

        Files.writeString(Path.of(file), "after\r\n");

        assertThat(token("https://mirror.example/")).isEqualTo("after");
    }

    @Test
    void onlyTheLastLineEndIsRemoved() throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", "  spaces stay  \n")));

        assertThat(token("https://mirror.example/")).isEqualTo("  spaces stay  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "end\n\n", "nul\0", "tab\t", "cr\r"})
    void secretIsOneLine(String content) throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", content)));

        assertThat(failure("https://mirror.example/"))
                .contains(PID + "mirror/tokenFile")
                .doesNotContain(content.substring(0, 3));
    }

    @Test
    void sizeOfAFileIsBounded() throws Exception {
        String file = file("token", "x".repeat(64 * 1024));
        add("mirror", Map.of("target", TARGET, "tokenFile", file));
        assertThat(token("https://mirror.example/")).hasSize(64 * 1024);

        Files.writeString(Path.of(file), "x".repeat(64 * 1024 + 1));

        assertThat(failure("https://mirror.example/")).contains(PID + "mirror/tokenFile", "65536");
    }

    @Test
    void fileMustBeUtf8() throws Exception {
        Path file = Files.write(folder.resolve("latin"), "gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));
        add("mirror", Map.of("target", TARGET, "tokenFile", file.toString()));

        assertThat(failure("https://mirror.example/")).contains("UTF-8", file.toString());
    }

    @Test
    void onlyRegularFilesAreOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        add("pipe", Map.of("target", TARGET + "pipe/", "tokenFile", pipe.toString()));
        add("folder", Map.of("target", TARGET + "folder/", "tokenFile", folder.toString()));
        add(
                "absent",
                Map.of(
                        "target",
                        TARGET + "absent/",
                        "tokenFile",
                        folder.resolve("absent").toString()));

        assertThat(failure("https://mirror.example/pipe/")).contains(pipe.toString(), "not a regular file");
        assertThat(failure("https://mirror.example/folder/")).contains("not a regular file");
        assertThat(failure("https://mirror.example/absent/")).contains("no such file");
    }

    @Test
    void fileThatOthersCanReplaceIsNotOpened() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path file = Files.writeString(shared.resolve("token"), "t0ken");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        add("mirror", Map.of("target", TARGET, "tokenFile", file.toString()));

        assertThat(failure("https://mirror.example/")).contains(PID + "mirror/tokenFile", shared.toString(), "0777");
    }

    @Test
    void relativeFileNameIsInvalid() {
        add("mirror", Map.of("target", TARGET, "tokenFile", "token"));

        assertThat(failure("https://mirror.example/")).contains(PID + "mirror/tokenFile", "absolute");
    }

    @Test
    void secretInPlaceOfItsFileNameIsNotShown() {
        add("mirror", Map.of("target", TARGET, "tokenFile", "hunter2"));

        assertThat(failure("https://mirror.example/")).doesNotContain("hunter2");
    }

    @Test
    void passwordAfterTheUserNameIsNotShown() {
        add("mirror", Map.of("target", TARGET, "user", "joe:hunter2", "passwordFile", "/secret"));

        assertThat(failure("https://mirror.example/"))
                .contains(PID + "mirror/user", "colon")
                .doesNotContain("hunter2");
    }

    @Test
    void worldReadableFileCausesOneWarning() throws Exception {
        Path file = Path.of(file("token", "hunter2"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        add("mirror", Map.of("target", TARGET, "tokenFile", file.toString()));

        try (Log log = new Log()) {
            assertThat(token("https://mirror.example/")).isEqualTo("hunter2");
            assertThat(token("https://mirror.example/")).isEqualTo("hunter2");

            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains(PID + "mirror/tokenFile", file.toString())
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void privateFileCausesNoWarning() throws Exception {
        add("mirror", Map.of("target", TARGET, "tokenFile", file("token", "x")));

        try (Log log = new Log()) {
            assertThat(token("https://mirror.example/")).isEqualTo("x");
            assertThat(log.at(Level.WARN)).isEmpty();
        }
    }

    @Test
    void inlineSecretCausesAWarningThatDoesNotShowIt() throws Exception {
        try (Log log = new Log()) {
            add("mirror", Map.of("target", TARGET, "user", "ann", ".password", "hunter2"));

            assertThat(find("https://mirror.example/")).contains(new Credentials.Password("ann", Secret.of("hunter2")));
            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains(PID + "mirror/.password", "passwordFile", "cm:getConfiguration")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void fileWithAnInlineSecretIsInvalid() throws Exception {
        add("mirror", Map.of("target", TARGET, ".token", "hunter2", "tokenFile", file("t", "x")));

        assertThat(failure("https://mirror.example/"))
                .contains(PID + "mirror/.token", PID + "mirror/tokenFile")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "token"})
    void publicSecretIsRefused(String property) throws ImageException {
        try (Log log = new Log()) {
            add("mirror", Map.of("target", TARGET, property, "hunter2"));

            assertThat(log.at(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains(PID + "mirror/" + property)
                    .doesNotContain("hunter2");
        }
        assertThat(find("https://mirror.example/")).isEmpty();
    }

    @Test
    void passwordAfterTheUserIsNotShown() {
        add("mirror", Map.of("target", TARGET, "user", "ann:hunter2", "passwordFile", "/some/file"));

        ImageException failure = catchThrowableOfType(ImageException.class, () -> store.named("mirror"));
        assertThat(failure).hasMessageContaining(PID + "mirror/user").hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "https://u:hunter2@h/"})
    void credentialsWithAnInvalidTargetAreUnusedUntilCorrected(String target) throws ImageException {
        ConfiguredCredentials credentials = add("mirror", Map.of("target", target, ".token", "x"));

        assertThat(find("https://mirror.example/")).isEmpty();
        ImageException failure = catchThrowableOfType(ImageException.class, () -> store.named("mirror"));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(PID + "mirror/target").hasMessageNotContaining("hunter2");

        credentials.modified(config(Map.of("target", TARGET, ".token", "x")), properties("mirror", Map.of()));

        assertThat(token("https://mirror.example/")).isEqualTo("x");
    }

    @Test
    void newConfigurationAppliesImmediatelyAndAnInvalidTargetChangesNothing() throws Exception {
        ConfiguredCredentials credentials = add("mirror", Map.of("target", TARGET, ".token", "old"));

        credentials.modified(config(Map.of("target", TARGET, ".token", "new")), properties("mirror", Map.of()));
        assertThat(token("https://mirror.example/")).isEqualTo("new");

        try (Log log = new Log()) {
            credentials.modified(config(Map.of("target", "*", ".token", "x")), properties("mirror", Map.of()));
            assertThat(log.at(Level.ERROR)).singleElement().asString().contains(PID + "mirror/target");
        }
        assertThat(token("https://mirror.example/")).isEqualTo("new");
    }

    @Test
    void nameCanBeSetAndMustBeUnique() throws Exception {
        add("x", Map.of("name", "shared", "target", TARGET, ".token", "one"));
        assertThat(store.named("x")).isEmpty();
        assertThat(store.named("shared")).contains(new Credentials.Token(Secret.of("one")));

        add("shared", Map.of("target", "other.example", ".token", "two"));

        ImageException failure = catchThrowableOfType(ImageException.class, () -> store.named("shared"));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("shared");
    }

    @Test
    void removedConfigurationIsForgotten() throws Exception {
        add("mirror", Map.of("target", TARGET, ".token", "x"));

        store.unbindCredentials(Map.of("service.id", 0L));
        store.unbindCredentials(Map.of("service.id", 0L));

        assertThat(find("https://mirror.example/")).isEmpty();
    }

    private Optional<Credentials> find(String reference) throws ImageException {
        return store.find(ImageReference.parse(reference));
    }

    private String token(String reference) throws ImageException {
        return find(reference)
                .map(Credentials.Token.class::cast)
                .orElseThrow()
                .token()
                .reveal();
    }

    private String failure(String reference) {
        ImageException failure = catchThrowableOfType(ImageException.class, () -> find(reference));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        return failure.getMessage();
    }

    private ConfiguredCredentials add(String name, Map<String, ?> values) {
        ConfiguredCredentials credentials = credentials(name, values);
        store.bindCredentials(credentials, Map.of("service.id", nextId++));
        return credentials;
    }

    private static ConfiguredCredentials credentials(String name, Map<String, ?> values) {
        return new ConfiguredCredentials(config(values), properties(name, values));
    }

    private static CredentialsConfig config(Map<String, ?> values) {
        return ConfigOf.with(CredentialsConfig.class, values);
    }

    private static Map<String, Object> properties(String name, Map<String, ?> values) {
        Map<String, Object> properties = new HashMap<>(values);
        properties.put("service.pid", PID + name);
        return properties;
    }

    private String file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}

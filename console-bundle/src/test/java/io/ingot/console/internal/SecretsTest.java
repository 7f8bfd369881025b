// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.SchemeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are never printed. */
class SecretsTest {
    private static final String SECRET_REF = "http://joe:hush@mirror/a.qcow2?sig=hush#hush";

    private final Ingot ingot = Ingot.withServices();

    @Test
    void secretsOfAReferenceAreInNoResult() {
        ingot.services.answer(ImageInfo.builder().size(1).build());
        ingot.fetcher.succeed(facts -> facts);

        assertNowhere("show", SECRET_REF);
        assertNowhere("validate", SECRET_REF);
        assertNowhere("fetch", SECRET_REF, "/tmp/a");
        ingot.fetcher.preview(request -> FetchPreview.builder(
                        new SchemeInfo("http", "", ""),
                        request.image().reference(),
                        ImageInfo.builder().build())
                .reason("it was not fetched")
                .build());
        assertNowhere("store", "why", SECRET_REF);
        assertThat(ingot.run("show", SECRET_REF, "--json").json())
                .containsEntry("reference", "http://mirror/a.qcow2?sig=***");
    }

    @Test
    void secretsOfAReferenceAreInNoFailure() {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "not there"));

        assertNowhere("show", SECRET_REF);
        assertNowhere("fetch", SECRET_REF, "/tmp/a");
        assertNowhere("store", "why", SECRET_REF);
        assertNowhere("store", "remove", SECRET_REF);
        assertThat(ingot.run("show", SECRET_REF, "--json").error())
                .containsEntry("reference", "http://mirror/a.qcow2?sig=***");
    }

    @Test
    void anInvalidCommandLineIsNotQuoted() {
        assertNowhere(SECRET_REF);
        assertNowhere("show", "http://a/b", SECRET_REF);
        assertNowhere("schemes", SECRET_REF);
        assertNowhere("show", "http://a/b", "--passwrod=hush");
        assertNowhere("show", "http://a/b", "--json=hush");
        assertNowhere("show", "http://a/b", "--timeout", "hush");
        assertNowhere("show", "http://a/b", "--" + SECRET_REF);
        assertNowhere("show", "http://joe:hush@mirror:99999/x");
        assertNowhere("schemes", "--config", "hush");
        assertNowhere("store", SECRET_REF);
        assertNowhere("store", "list", SECRET_REF);
        assertNowhere("fetch", "http://a/b", "/tmp/a", "--segments", "hush");
    }

    @Test
    void theContentOfASecretFileIsInNoMessage(@TempDir Path folder) throws Exception {
        Path twoLines = Files.writeString(folder.resolve("two"), "hush\nhush\n");
        Path password = Files.writeString(folder.resolve("one"), "hush\n");

        assertNowhere("show", "http://a/b", "--token-file", twoLines.toString());
        assertNowhere("show", "http://a/b", "--username", "joe", "--password-file", password.toString());
        assertNowhere("-v", "fetch", "http://a/b", "/tmp/", "--token-file", password.toString());
    }

    @Test
    void aSecretFileThatOthersCanReplaceIsNotOpened(@TempDir Path folder) throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path pipe = shared.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

        Ended ended = ingot.run("show", "http://a/b", "--token-file", pipe.toString());

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.err()).contains(pipe.toString(), shared + " can be changed by others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "long", "lines", "folder", "binary", "nul\0name"})
    void anUnusableSecretFileIsNamed(String name, @TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("empty"));
        Files.write(folder.resolve("long"), new byte[65_537]);
        Files.writeString(folder.resolve("lines"), "one\ntwo");
        Files.createDirectory(folder.resolve("folder"));
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});

        Ended ended = ingot.run("show", "http://a/b", "--token-file", folder + "/" + name, "--json");

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.error()).containsEntry("code", "LOCAL_IO").containsEntry("retryable", false);
        assertThat(ended.message()).contains(folder.toString(), name);
        assertThat(ingot.services.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush", "hush\n", "hush\r\n"})
    void theLineBreakIsNotPartOfASecret(String text, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), text);
        ingot.services.answer(ImageInfo.builder().build());

        ingot.run("show", "http://a/b", "--token-file", file.toString());

        assertThat(ingot.services.requests.get(0).credentials().orElseThrow())
                .isEqualTo(new io.ingot.image.Credentials.Token(io.ingot.image.Secret.of("hush")));
    }

    private void assertNowhere(String... argv) {
        assertThat(ingot.run(argv).all()).doesNotContain("hush");
        List<String> asJson =
                Stream.concat(Stream.of("--json"), Arrays.stream(argv)).toList();
        assertThat(ingot.run(asJson.toArray(String[]::new)).all()).doesNotContain("hush");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.ChecksumFileRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.spi.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of successful commands. */
class ResultsTest {
    private static final String REF = "http://mirror/a.qcow2";
    private static final Checksum SHA256 = new Checksum("sha256", "ab".repeat(32));

    private final Ingot ingot = Ingot.withServices();

    @Test
    void schemesListsSchemesAndAbsentBundles() {
        ingot.services.schemes = List.of(new SchemeInfo("http", "io.ingot.http", "1.0.0"));
        ingot.services.absent = List.of(new AbsentService("io.ingot.oci", "it is not started"));

        Ended ended = ingot.run("schemes", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "schemes", List.of(Map.of("scheme", "http", "bundle", "io.ingot.http", "version", "1.0.0")),
                        "absent", List.of(Map.of("bundle", "io.ingot.oci", "reason", "it is not started"))));
    }

    @Test
    void schemesWithoutAnyIsAnEmptyList() {
        assertThat(ingot.run("schemes", "--json").json()).isEqualTo(Map.of("schemes", List.of(), "absent", List.of()));
        assertThat(ingot.run("schemes").out()).isEqualTo("no scheme can be resolved\n");
    }

    @Test
    void schemesInTextIsATable() {
        ingot.services.schemes = List.of(
                new SchemeInfo("http", "io.ingot.http", "1.0.0"), new SchemeInfo("glance", "io.ingot.glance", "1.1.0"));
        ingot.services.absent = List.of(new AbsentService("io.ingot.oci", "it is not started"));

        assertThat(ingot.run("schemes").out()).isEqualTo("""
                        http    io.ingot.http 1.0.0
                        glance  io.ingot.glance 1.1.0
                        absent: io.ingot.oci: it is not started
                        """);
    }

    @Test
    void schemesNeedsNoEngine() {
        Ingot withoutEngine = Ingot.withoutServices(Duration.ofSeconds(20));
        withoutEngine.bindServices();

        assertThat(withoutEngine.run("schemes", "--json").status()).isZero();
    }

    @Test
    void showPrintsEveryFact() throws Exception {
        ingot.services.answer(ImageInfo.builder()
                .size(123)
                .updatedAt(Instant.parse("2026-01-31T12:00:00.123456789Z"))
                .entityTag("W/\"abc\"")
                .cacheable(false)
                .immutable(true)
                .checksums(List.of(SHA256, new Checksum("md5", "cd".repeat(16))))
                .mediaType("application/octet-stream")
                .diskFormat("qcow2")
                .containerFormat("bare")
                .finalReference(ImageReference.parse("http://cdn/a.qcow2"))
                .properties(Map.of("os_distro", "debian"))
                .build());

        Ended ended = ingot.run("show", REF, "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.ofEntries(
                        Map.entry("reference", REF),
                        Map.entry("scheme", "http"),
                        Map.entry("finalReference", "http://cdn/a.qcow2"),
                        Map.entry("size", 123),
                        Map.entry("updatedAt", "2026-01-31T12:00:00Z"),
                        Map.entry("etag", "W/\"abc\""),
                        Map.entry("cacheable", false),
                        Map.entry("immutable", true),
                        Map.entry("checksums", Map.of("sha256", SHA256.hex(), "md5", "cd".repeat(16))),
                        Map.entry("mediaType", "application/octet-stream"),
                        Map.entry("diskFormat", "qcow2"),
                        Map.entry("containerFormat", "bare"),
                        Map.entry("properties", Map.of("os_distro", "debian"))));
    }

    @Test
    @DisplayName("H-20, H-21, H-27: absent facts are absent, never null or 0; properties are a map, always")
    void showOmitsUnknownFacts() {
        ingot.services.answer(ImageInfo.builder().build());

        assertThat(ingot.run("show", REF, "--json").json())
                .isEqualTo(Map.of(
                        "reference",
                        REF,
                        "scheme",
                        "http",
                        "cacheable",
                        true,
                        "immutable",
                        false,
                        "properties",
                        Map.of()));
    }

    @Test
    void showInTextFlattensMaps() {
        ingot.services.answer(
                ImageInfo.builder().size(5).checksums(List.of(SHA256)).build());

        assertThat(ingot.run("show", REF).out())
                .contains("size              5\n")
                .contains("checksums.sha256  " + SHA256.hex() + "\n");
    }

    @Test
    void tableIsLimitedAndNamesTheNumberOfFurtherProperties() {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < 70_000; i++) {
            properties.put("p" + i, "v");
        }
        ingot.services.answer(ImageInfo.builder().properties(properties).build());

        List<String> lines = ingot.run("show", REF).out().lines().toList();
        assertThat(lines).hasSize(1_001);
        assertThat(lines.get(999)).startsWith("properties.p");
        assertThat(lines.get(1_000)).isEqualTo("... and 69004 more; a table shows 1000 rows, and --json shows all");
        assertThat(ingot.run("show", REF, "--json").json()).containsEntry("properties", properties);
    }

    @Test
    void notesAndKindBecomeWarnings() {
        ingot.services.answer(ImageInfo.builder()
                .kind(ImageInfo.Kind.LISTING)
                .note("the server forbids the index")
                .build());
        assertThat(ingot.run("show", "http://mirror/dir/", "--json").json())
                .containsEntry("warnings", List.of("the server forbids the index"));

        ingot.services.answer(ImageInfo.builder().kind(ImageInfo.Kind.LISTING).build());
        Ended listing = ingot.run("show", REF);
        assertThat(listing.err()).isEqualTo("ingot: warning: this is a page or a directory listing, not an image\n");

        ingot.services.answer(ImageInfo.builder().kind(ImageInfo.Kind.MOUNT).build());
        assertThat(ingot.run("show", "nfs://host/p").err()).contains("agent mounts");
        assertThat(ingot.run("-q", "show", "nfs://host/p").err()).isEmpty();
    }

    @Test
    void validatePrintsTheFinalReference() throws Exception {
        ingot.services.answer(ImageInfo.builder()
                .size(1)
                .finalReference(ImageReference.parse("https://cdn/a?sig=hush"))
                .build());

        assertThat(ingot.run("validate", REF, "--json").json())
                .isEqualTo(Map.of("reference", REF, "scheme", "http", "finalReference", "https://cdn/a?sig=***"));
        assertThat(ingot.run("validate", REF).out()).isEqualTo(REF + " is usable, at https://cdn/a?sig=***\n");
    }

    @Test
    void validateWithoutRedirectNamesTheSameReference() {
        ingot.services.answer(ImageInfo.builder().build());

        assertThat(ingot.run("validate", "HTTP://Mirror/a.qcow2", "--json").json())
                .isEqualTo(Map.of("reference", REF, "scheme", "http", "finalReference", REF));
    }

    @Test
    @DisplayName("H-05: a folder whose index is forbidden validates, with a warning")
    void forbiddenFolderValidatesWithAWarning() {
        ingot.services.answer(ImageInfo.builder()
                .kind(ImageInfo.Kind.LISTING)
                .note("403 for a folder")
                .build());

        Ended ended = ingot.run("validate", "http://mirror/dir/", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json()).containsEntry("warnings", List.of("403 for a folder"));
    }

    @Test
    void aPageValidatesOnlyWithAllowHtml() {
        ingot.services.answer(ImageInfo.builder()
                .kind(ImageInfo.Kind.LISTING)
                .mediaType("text/html")
                .build());

        Ended refused = ingot.run("validate", REF, "--json");
        assertThat(refused.status()).isEqualTo(14);
        assertThat(refused.error()).containsEntry("code", "UNACCEPTABLE");
        assertThat(refused.message()).contains("text/html", "--allow-html");
        assertThat(ingot.run("validate", REF, "--allow-html").status()).isZero();
    }

    @Test
    void anEmptyImageDoesNotValidate() {
        ingot.services.answer(ImageInfo.builder().size(0).build());

        assertThat(ingot.run("validate", REF).status()).isEqualTo(14);
        assertThat(ingot.run("validate", REF).err()).isEqualTo("ingot: " + REF + " is empty\n");
    }

    @Test
    void fetchReportsTheImage(@TempDir Path folder) {
        Path file = folder.resolve("a.qcow2");
        ingot.fetcher.succeed(facts -> facts.size(123)
                .digests(List.of(SHA256))
                .verified(true)
                .source(FetchedImage.Source.STORE)
                .bytes(0, 7)
                .duration(Duration.ofMillis(1500))
                .warnings(List.of("mind the gap")));

        Ended ended = ingot.run("fetch", REF, file.toString(), "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "reference",
                        REF,
                        "path",
                        file.toString(),
                        "size",
                        123,
                        "digests",
                        Map.of("sha256", SHA256.hex()),
                        "verified",
                        true,
                        "source",
                        "store",
                        "bytesTransferred",
                        0,
                        "bytesReused",
                        7,
                        "seconds",
                        1.5,
                        "warnings",
                        List.of("mind the gap")));
    }

    @Test
    void onlyAStaleImageIsReportedAsStale() {
        ingot.fetcher.succeed(facts -> facts.source(FetchedImage.Source.STORE).stale(true));
        Ended stale = ingot.run("fetch", REF, "/tmp/a", "--json");
        assertThat(stale.json()).containsEntry("stale", true);
        assertThat(stale.json().get("warnings"))
                .asInstanceOf(LIST)
                .singleElement()
                .asString()
                .contains("origin");
        assertThat(ingot.run("fetch", REF, "/tmp/a").out())
                .isEqualTo("/tmp/a: 0 B from store in 0.0 s, stale, not verified\n");

        ingot.fetcher.succeed(facts -> facts.stale(true).warnings(List.of("mirror does not answer")));
        assertThat(ingot.run("fetch", REF, "/tmp/a", "--json").json())
                .containsEntry("warnings", List.of("mirror does not answer"));

        ingot.fetcher.succeed(facts -> facts.source(FetchedImage.Source.STORE));
        assertThat(ingot.run("fetch", REF, "/tmp/a", "--json").json()).doesNotContainKeys("stale", "warnings");
    }

    @Test
    void aLinkHasNoDigestsAndIsNotVerified() {
        ingot.fetcher.succeed(facts -> facts.source(FetchedImage.Source.LINK));

        assertThat(ingot.run("fetch", "file:///srv/a", "/tmp/a", "--json").json())
                .containsEntry("digests", Map.of())
                .containsEntry("source", "link")
                .containsEntry("verified", false)
                .doesNotContainKey("warnings");
        assertThat(ingot.run("fetch", "file:///srv/a", "/tmp/a").out())
                .isEqualTo("/tmp/a: 0 B from link in 0.0 s, not verified\n");
    }

    @Test
    void fetchPassesAllOptionsToTheEngine(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("pw"), "hush\n");
        ingot.fetcher.succeed(facts -> facts);

        Ended ended = ingot.run(
                "fetch",
                "--checksum=" + SHA256,
                "--checksum",
                "MD5:" + "CD".repeat(16),
                "--digest",
                "SHA-512",
                "--digest=sha1",
                "--allow-html",
                "--no-store",
                "--require-length",
                "--segments",
                "64",
                "--username",
                "joe",
                "--password-file",
                password.toString(),
                "--timeout",
                "90",
                REF,
                "a.qcow2");

        assertThat(ended.status()).isZero();
        FetchRequest request = ingot.fetcher.requests.get(0);
        assertThat(request.checksums()).containsExactly(SHA256, new Checksum("md5", "cd".repeat(16)));
        assertThat(request.options().digests()).containsExactlyInAnyOrder("sha512", "sha1");
        assertThat(request.options().acceptListing()).isTrue();
        assertThat(request.options().useStore()).isFalse();
        assertThat(request.options().requireLength()).isTrue();
        assertThat(request.options().segments()).hasValue(64);
        assertThat(request.image().credentials()).contains(new Credentials.Password("joe", Secret.of("hush")));
        assertThat(request.destination()).isEqualTo(Path.of("a.qcow2").toAbsolutePath());
        assertThat(request.options().timeout())
                .hasValueSatisfying(
                        limit -> assertThat(limit).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(90)));
    }

    @Test
    @DisplayName("K-13, K-17: a checksum is digits alone, or stands in a file of any scheme")
    void aChecksumIsDigitsOrAFile(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("pw"), "hush\n");
        ingot.fetcher.succeed(facts -> facts);

        ingot.run(
                "fetch",
                REF,
                "/tmp/a",
                "--checksum",
                SHA256.hex(),
                "--checksum",
                origin(REF) + "/SHA256SUMS#a.img",
                "--checksum",
                "file:/srv/SHA256SUMS",
                "--username",
                "joe",
                "--password-file",
                password.toString());

        FetchRequest request = ingot.fetcher.requests.get(0);
        assertThat(request.checksums()).containsExactly(SHA256);
        assertThat(request.checksumFiles())
                .extracting(ChecksumFileRequest::file)
                .containsExactly(
                        ImageRequest.of(ImageReference.parse(origin(REF) + "/SHA256SUMS#a.img"))
                                .as(new Credentials.Password("joe", Secret.of("hush"))),
                        ImageRequest.of(ImageReference.parse("file:/srv/SHA256SUMS")));
    }

    private static String origin(String url) {
        return url.substring(0, url.indexOf('/', url.indexOf("//") + 2));
    }

    @Test
    void aFetchWithoutOptionsHasDefaults() {
        ingot.fetcher.succeed(facts -> facts);

        ingot.run("fetch", REF, "/tmp/a");

        FetchRequest request = ingot.fetcher.requests.get(0);
        assertThat(request.checksums()).isEmpty();
        assertThat(request.options().digests()).isEmpty();
        assertThat(request.options().acceptListing()).isFalse();
        assertThat(request.options().useStore()).isTrue();
        assertThat(request.options().segments()).isEmpty();
        assertThat(request.options().requester()).contains(System.getProperty("user.name"));
        assertThat(request.image().credentials()).isEmpty();
        assertThat(request.options().timeout()).isEmpty();
    }

    @Test
    void checksumFileOfTheSameCatalogueGetsTheCredentialsOfTheImage(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "hush");
        ingot.services.schemes = List.of(
                new SchemeInfo("cat", "io.ingot.cat", "1.0.0", Scheme.Authority.NAME),
                new SchemeInfo("ftp", "io.ingot.ftp", "1.0.0"));
        ingot.fetcher.succeed(facts -> facts);

        for (String scheme : List.of("cat", "ftp")) {
            ingot.run(
                    "fetch",
                    scheme + "://image/a",
                    "/tmp/a",
                    "--checksum",
                    scheme + "://sums/a",
                    "--token-file",
                    token.toString());
        }

        assertThat(ingot.fetcher.requests)
                .extracting(request ->
                        request.checksumFiles().get(0).file().credentials().isPresent())
                .containsExactly(true, false);
    }

    @Test
    void showAndValidateUseTheCredentialsOfTheOptions(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "hush");
        ingot.services.answer(ImageInfo.builder().size(1).build());

        assertThat(ingot.run("show", REF, "--token-file", token.toString()).status())
                .isZero();
        assertThat(ingot.run("validate", REF, "--token-file", token.toString()).status())
                .isZero();

        assertThat(ingot.services.requests)
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.credentials()).contains(new Credentials.Token(Secret.of("hush"))));
    }

    @Test
    @DisplayName("D-16: a bare UUID in any spelling has one canonical text")
    void bareUuidIsShownInItsCanonicalText() {
        ingot.services.answer(ImageInfo.builder().build());

        assertThat(ingot.run("show", "733D1C44A2EA414BACA769DECF20D810", "--json")
                        .json())
                .containsEntry("reference", "glance://733d1c44-a2ea-414b-aca7-69decf20d810")
                .containsEntry("scheme", "glance");
    }

    @Test
    void optionsMayPrecedeTheCommand() {
        ingot.services.answer(ImageInfo.builder().build());

        assertThat(ingot.run("--json", "--timeout", "30", "--home", "/srv/ingot", "show", REF)
                        .json())
                .containsEntry("reference", REF);
        assertThat(ingot.run("--json", "show", "--json", REF).json()).containsEntry("reference", REF);
    }

    @Test
    void argumentsAfterTwoDashesAreOperands() {
        Ended ended = ingot.run("show", "--", "--json");

        assertThat(ended.status()).isEqualTo(10);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void jsonIsAscii() {
        ingot.services.answer(ImageInfo.builder()
                .properties(Map.of("name", "Gr\u00fc\u00dfe \ud83d\ude80\u001b[31m"))
                .build());

        Ended ended = ingot.run("show", REF, "--json");

        assertThat(ended.out().strip()).matches("[ -~]+");
        assertThat(ended.json()).containsEntry("properties", Map.of("name", "Gr\u00fc\u00dfe \ud83d\ude80\u001b[31m"));
    }

    @Test
    void controlCharactersOfServersAreEscaped() {
        ingot.services.answer(ImageInfo.builder()
                .entityTag("\u001b]0;owned\u0007\u202e\nforged  line")
                .note("two\nlines\u009b")
                .build());

        Ended ended = ingot.run("show", REF);

        assertThat(ended.all()).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
        assertThat(ended.out()).hasLineCount(5);
        assertThat(ended.err()).isEqualTo("ingot: warning: two\\u{a}lines\\u{9b}\n");
    }
}

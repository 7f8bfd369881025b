// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.ChecksumFileRequest;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code ingot store ...}. */
class StoreCommandsTest {
    private static final String REF = "http://mirror/a.qcow2";
    private static final String OTHER = "glance://733d1c44-a2ea-414b-aca7-69decf20d810";
    private static final String SHA256 = "ab".repeat(32);
    private static final StoredImage HELD = StoredImage.builder(SHA256, Path.of("/srv/ingot/store/images/" + SHA256))
            .size(1536)
            .references(List.of(REF, OTHER))
            .lastUsed(Instant.parse("2026-01-31T12:00:00.123Z"))
            .inUse(true)
            .build();
    private static final StoredImage ONCE = StoredImage.builder("cd".repeat(32), Path.of("/srv/cd"))
            .references(List.of(REF))
            .build();
    private static final Map<String, Object> ENTRY = Map.of(
            "sha256",
            SHA256,
            "size",
            1536,
            "references",
            List.of(REF, OTHER),
            "lastUsed",
            "2026-01-31T12:00:00Z",
            "inUse",
            true);

    private final Ingot ingot = Ingot.withServices();

    @Test
    void listPrintsTheStoredImages() {
        ingot.store.held.add(HELD);

        Ended ended = ingot.run("store", "list", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.json()).isEqualTo(Map.of("entries", List.of(ENTRY)));
    }

    @Test
    void listInTextIsATableWithTheReferencesBelow() {
        ingot.store.held.addAll(List.of(HELD, ONCE));

        assertThat(ingot.run("store", "list").out()).isEqualTo("""
                SHA256        SIZE     LAST USED             IN USE
                abababababab  1.5 KiB  2026-01-31T12:00:00Z  yes
                  %s
                  %s
                cdcdcdcdcdcd  0 B      1970-01-01T00:00:00Z  no
                  %s
                2 images, 1.5 KiB, in /srv/ingot/store
                """.formatted(REF, OTHER, REF));
    }

    @Test
    void listFits80ColumnsUnlessVerbose() {
        String reference = "https://mirror.example/" + "d/".repeat(60) + "image.qcow2";
        ingot.store.held.add(StoredImage.builder(SHA256, Path.of("/srv/ab"))
                .size(Long.MAX_VALUE)
                .references(List.of(reference))
                .build());

        assertThat(ingot.run("store", "list").out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ingot.run("store", "list").out()).contains("  https://mirror.example/d/", "d/image.qcow2\n");
        assertThat(ingot.run("store", "list", "-v").out()).contains(reference, SHA256);
    }

    @Test
    void digestsOfTheListAreUnique() {
        holds("a".repeat(20) + "b".repeat(44), "a".repeat(21) + "b".repeat(43));

        assertThat(ingot.run("store", "list").out())
                .contains("\n" + "a".repeat(20) + "b  ", "\n" + "a".repeat(21) + "  ");
    }

    private void holds(String... digests) {
        for (String sha256 : digests) {
            ingot.store.held.add(
                    StoredImage.builder(sha256, Path.of("/srv/" + sha256)).build());
        }
    }

    @Test
    void anEmptyStoreIsAnEmptyList() {
        assertThat(ingot.run("store", "list", "--json").json()).isEqualTo(Map.of("entries", List.of()));
        assertThat(ingot.run("store", "list").out()).isEqualTo("the store /srv/ingot/store is empty\n");
    }

    @Test
    void contentWithoutAReferenceIsListed() {
        ingot.store.held.add(StoredImage.builder(SHA256, Path.of("/srv/ab")).build());

        assertThat(ingot.run("store", "list").out()).contains("abababababab  0 B   ", "  no\n1 image");
    }

    @Test
    void anUndamagedStoreVerifies() {
        ingot.store.verification = new StoreVerification(List.of(HELD), List.of());

        assertThat(ingot.run("store", "verify", "--json").json())
                .isEqualTo(Map.of("entries", List.of(ENTRY), "damages", List.of()));
        assertThat(ingot.run("store", "verify")).isEqualTo(new Ended(0, "undamaged: 1 image, 1.5 KiB\n", ""));
    }

    @Test
    void damageIsReportedAsAFailure() {
        ingot.store.verification = new StoreVerification(
                List.of(HELD), List.of(new StoreVerification.Damage("cd".repeat(32), "its bytes are others")));

        Ended ended = ingot.run("store", "verify", "--json");

        assertThat(ended.status()).isEqualTo(23);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.error())
                .containsEntry("code", "STORE_DAMAGED")
                .containsEntry("retryable", false)
                .containsEntry("details", List.of("cd".repeat(32) + ": its bytes are others"));
        assertThat(ended.json())
                .containsEntry("entries", List.of(ENTRY))
                .containsEntry("damages", List.of(Map.of("name", "cd".repeat(32), "reason", "its bytes are others")));
    }

    @Test
    void damageInTextIsListed() {
        ingot.store.verification = new StoreVerification(
                List.of(),
                List.of(
                        new StoreVerification.Damage("cd".repeat(32), "its bytes are others"),
                        new StoreVerification.Damage("x.json", "it is not JSON")));

        Ended ended = ingot.run("store", "verify");

        assertThat(ended.status()).isEqualTo(23);
        assertThat(ended.out()).isEqualTo("""
                %s  its bytes are others
                x.json%s  it is not JSON
                undamaged: 0 images, 0 B
                """.formatted("cd".repeat(32), " ".repeat(58)));
        assertThat(ended.err())
                .startsWith("ingot: the store /srv/ingot/store: found damage in 2 places and dropped it;")
                .hasLineCount(1);
    }

    @Test
    void gcReportsWhatItFreed() {
        ingot.store.cleaning = new StoreCleanup(List.of(HELD), 3, 1L << 30);

        assertThat(ingot.run("store", "gc", "--json").json())
                .isEqualTo(Map.of("dropped", List.of(ENTRY), "leftovers", 3, "freed", 1 << 30));
        assertThat(ingot.run("store", "gc").out())
                .contains(SHA256.substring(0, 12), REF, OTHER)
                .endsWith("freed 1.0 GiB: 1 image, 3 leftovers of interrupted transfers\n");
    }

    @Test
    void gcWithNothingToDropReportsZero() {
        assertThat(ingot.run("store", "gc").out())
                .isEqualTo("freed 0 B: 0 images, 0 leftovers of interrupted transfers\n");
    }

    @Test
    void whyReportsAHit() {
        ingot.fetcher.preview(request -> FetchPreview.builder(
                        service(),
                        request.image().reference(),
                        ImageInfo.builder().size(5).build())
                .held(true)
                .reason("it is current")
                .build());

        Ended ended = ingot.run("store", "why", REF, "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "reference",
                        REF,
                        "finalReference",
                        REF,
                        "service",
                        Map.of("scheme", "http", "bundle", "io.ingot.http", "version", "1.0.0"),
                        "size",
                        5,
                        "held",
                        true,
                        "reason",
                        "it is current"));
        assertThat(ingot.run("store", "why", REF).out()).isEqualTo("""
                reference  http://mirror/a.qcow2
                service    io.ingot.http 1.0.0
                answer     held: it is current
                """);
    }

    @Test
    void whyReportsAMissWithoutAFailure() throws Exception {
        ImageInfo moved = ImageInfo.builder()
                .finalReference(ImageReference.parse("https://cdn/a?sig=hush"))
                .note("mind the gap")
                .build();
        ingot.fetcher.preview(
                request -> FetchPreview.builder(service(), request.image().reference(), moved)
                        .reason("not held: it was not fetched")
                        .build());

        Ended json = ingot.run("store", "why", REF, "--json");
        assertThat(json.status()).isZero();
        assertThat(json.json())
                .containsEntry("held", false)
                .containsEntry("finalReference", "https://cdn/a?sig=***")
                .containsEntry("warnings", List.of("mind the gap"))
                .doesNotContainKey("size");
        assertThat(ingot.run("store", "why", REF).out()).isEqualTo("""
                reference  http://mirror/a.qcow2
                now at     https://cdn/a?sig=***
                service    io.ingot.http 1.0.0
                answer     not held: it was not fetched
                """);
    }

    @Test
    void whyUsesTheOptionsOfAFetch(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "hush");

        ingot.run(
                "store",
                "why",
                REF,
                "--checksum",
                "sha256:" + SHA256,
                "--allow-html",
                "--token-file",
                token.toString());

        FetchRequest request = ingot.fetcher.previewed.get(0);
        assertThat(request.checksums()).containsExactly(new Checksum("sha256", SHA256));
        assertThat(request.options().acceptListing()).isTrue();
        assertThat(request.image().credentials()).contains(new Credentials.Token(Secret.of("hush")));
    }

    @Test
    @DisplayName("K-12, K-24: why asks with the checksum file, and tells what was passed over in it")
    void whyReportsTheWarningsOfThePreview() throws Exception {
        ingot.fetcher.preview(request -> FetchPreview.builder(
                        service(),
                        request.image().reference(),
                        ImageInfo.builder().note("it moved").build())
                .reason("not held: it was not fetched")
                .warnings(List.of("it moved", "the md5 was passed over"))
                .build());

        Ended ended = ingot.run("store", "why", REF, "--checksum", "file:///srv/SUMS", "--json");

        assertThat(ended.json()).containsEntry("warnings", List.of("it moved", "the md5 was passed over"));
        assertThat(ingot.fetcher.previewed.get(0).checksumFiles())
                .containsExactly(new ChecksumFileRequest(ImageRequest.of(ImageReference.parse("file:///srv/SUMS"))));
    }

    @Test
    void whyPreviewsADestinationBesideTheStore(@TempDir Path home) {
        ingot.store.folder = home.resolve("store");

        ingot.run("store", "why", REF);

        assertThat(ingot.fetcher.previewed.get(0).destination().getParent()).isEqualTo(home);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whyWorksWithoutAWritableFolderBesideTheStore(@TempDir Path home) {
        ingot.store.folder = home.resolve("absent/store");

        ingot.run("store", "why", REF);

        assertThat(ingot.fetcher.previewed.get(0).destination().getParent())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void whyFailsLikeAFetch() {
        assertThat(ingot.run("store", "why", REF, "--json").error())
                .containsEntry("code", "NOT_FOUND")
                .containsEntry("reference", REF);
        assertThat(ingot.run("store", "why", "no reference").status()).isEqualTo(10);
        assertThat(ingot.run("store", "why", REF, "--checksum", "sha256:1").status())
                .isEqualTo(19);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "SHA256:"})
    void aDigestRemovesItsImage(String prefix) {
        ingot.store.held.add(HELD);

        Ended ended = ingot.run("store", "remove", prefix + SHA256.toUpperCase(Locale.ROOT), "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json()).isEqualTo(Map.of("removed", ENTRY, "stillHeld", false));
        assertThat(ingot.store.held).isEmpty();
    }

    @Test
    void aContentIsDroppedWithItsLastReference() {
        ingot.store.held.addAll(List.of(ONCE));

        assertThat(ingot.run("store", "remove", REF).out())
                .isEqualTo("forgot " + REF + ", and dropped sha256:" + ONCE.sha256() + ", 0 B\n");
        assertThat(ingot.store.held).isEmpty();
    }

    @Test
    void contentWithAnotherReferenceStays() {
        ingot.store.held.add(HELD);

        assertThat(ingot.run("store", "remove", "733D1C44A2EA414BACA769DECF20D810")
                        .out())
                .isEqualTo("forgot " + OTHER + ", which named sha256:" + SHA256
                        + ", 1.5 KiB; other references still name it\n");
        assertThat(ingot.run("store", "remove", OTHER, "--json").json()).containsEntry("stillHeld", true);
    }

    @Test
    void anUnknownImageCannotBeRemoved() {
        Ended digest = ingot.run("store", "remove", SHA256, "--json");
        assertThat(digest.status()).isEqualTo(12);
        assertThat(digest.error()).containsEntry("code", "NOT_FOUND").doesNotContainKey("reference");

        Ended reference = ingot.run("store", "remove", REF, "--json");
        assertThat(reference.status()).isEqualTo(12);
        assertThat(reference.error()).containsEntry("reference", REF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:12", "sha256:", "abcdef", "not a reference"})
    void anInvalidOperandIsRefused(String which) {
        assertThat(ingot.run("store", "remove", which).status()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:12", "SHA256:", "5f9c02", "abababababa", "sha256:abababababag"})
    void aShortDigestIsRefusedAsADigest(String which) {
        ingot.store.held.add(HELD);

        assertThat(ingot.run("store", "remove", which).err()).contains("64 hexadecimal digits", "the first 12 or more");
        assertThat(ingot.store.held).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 31, 33, 63})
    void uniqueFirstDigitsAreEnough(int digits) {
        holds("cd".repeat(32));
        ingot.store.held.add(HELD);

        assertThat(ingot.run("store", "remove", SHA256.substring(0, digits).toUpperCase(Locale.ROOT), "--json")
                        .json())
                .isEqualTo(Map.of("removed", ENTRY, "stillHeld", false));
    }

    @Test
    void aBareWordOf32DigitsIsAUuid() {
        ingot.store.held.add(HELD);

        assertThat(ingot.run("store", "remove", SHA256.substring(0, 32), "--json")
                        .error())
                .containsEntry("reference", "glance://abababab-abab-abab-abab-abababababab");
        assertThat(ingot.run("store", "remove", "sha256:" + SHA256.substring(0, 32))
                        .status())
                .isZero();
    }

    @Test
    void ambiguousDigitsRemoveNothingAndListTheMatches() {
        String first = "a".repeat(12) + "0".repeat(52);
        String second = "a".repeat(12) + "1".repeat(52);
        holds(first, second, SHA256);

        Ended ended = ingot.run("store", "remove", "a".repeat(12), "--json");

        assertThat(ended.status()).isEqualTo(10);
        assertThat(ended.message()).contains("ambiguous", first, second).doesNotContain(SHA256);
        assertThat(ended.error()).containsEntry("details", List.of(first, second));
        assertThat(ingot.store.held).hasSize(3);
        assertThat(ingot.run("store", "remove", "a".repeat(12) + "1").status()).isZero();
    }

    @Test
    void digitsOfAnUnknownImageAreNotFound() {
        assertThat(ingot.run("store", "remove", "0".repeat(12), "--json").error())
                .containsEntry("code", "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "gc", "why " + REF, "remove " + REF})
    void anUnusableStoreIsReported(String command) {
        ingot.store.failure = new ImageException(ErrorCode.INVALID_CONFIGURATION, "format 2, this is for format 1");

        Ended ended = ingot.run(("store " + command + " --json").split(" "));

        assertThat(ended.status()).isEqualTo(22);
        assertThat(ended.message()).isEqualTo("format 2, this is for format 1");
    }

    @Test
    void aMissingStoreIsNamed() {
        Ended ended = Ingot.withoutServices(Duration.ofMillis(1)).run("store", "list");

        assertThat(ended.status()).isEqualTo(25);
        assertThat(ended.err()).contains("io.ingot.fetch");
    }

    @Test
    void optionsMayFollowEveryCommandName() {
        assertThat(ingot.run("--json", "store", "--timeout", "30", "list", "-q").json())
                .containsOnlyKeys("entries");
    }

    private static SchemeInfo service() {
        return new SchemeInfo("http", "io.ingot.http", "1.0.0");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImageInfoTest {
    private static final Checksum SHA256 = new Checksum("sha256", "a".repeat(64));
    private static final Checksum OTHER_SHA256 = new Checksum("sha256", "b".repeat(64));
    private static final Checksum SHA512 = new Checksum("sha512", "c".repeat(128));
    private static final Checksum MD5 = new Checksum("md5", "d".repeat(32));

    @Test
    @DisplayName("D-26: what is unknown is absent")
    void unknownFactsAreAbsent() {
        ImageInfo nothing = ImageInfo.builder().build();

        assertThat(nothing.size()).isEmpty();
        assertThat(nothing.version()).isEmpty();
        assertThat(nothing.updatedAt()).isEmpty();
        assertThat(nothing.finalReference()).isEmpty();
        assertThat(nothing.kind()).isEqualTo(ImageInfo.Kind.IMAGE);
        assertThat(nothing.cacheable()).isTrue();
        assertThat(nothing.immutable()).isFalse();
        assertThat(nothing.facts().values()).doesNotContainNull().doesNotContain(0L, -1L);
        assertThat(nothing.facts()).doesNotContainKeys("size", "version", "etag", "updatedAt", "finalReference");
    }

    @Test
    void factsHaveTheNamesOfTheJsonOutput() throws ImageException {
        ImageInfo info = ImageInfo.builder()
                .size(123)
                .version("v1")
                .entityTag("\"e\"")
                .updatedAt(Instant.parse("2026-01-31T12:00:00Z"))
                .immutable(true)
                .cacheable(false)
                .kind(ImageInfo.Kind.LISTING)
                .checksums(List.of(SHA512, SHA256))
                .mediaType("text/html")
                .diskFormat("qcow2")
                .containerFormat("bare")
                .finalReference(ImageReference.parse("http://h/b"))
                .note("one")
                .note("two")
                .properties(Map.of("b", "2", "a", "1"))
                .build();

        assertThat(info.facts().keySet())
                .containsExactly(
                        "cacheable",
                        "checksums",
                        "containerFormat",
                        "diskFormat",
                        "etag",
                        "finalReference",
                        "immutable",
                        "kind",
                        "mediaType",
                        "notes",
                        "properties",
                        "size",
                        "updatedAt",
                        "version");
        assertThat(info.facts())
                .containsEntry("size", 123L)
                .containsEntry("updatedAt", "2026-01-31T12:00:00Z")
                .containsEntry("kind", "listing")
                .containsEntry("checksums", Map.of("sha256", SHA256.hex(), "sha512", SHA512.hex()))
                .containsEntry("notes", List.of("one", "two"))
                .containsEntry("properties", Map.of("a", "1", "b", "2"));
    }

    @Property
    void factsAreReadBack(@ForAll("infos") ImageInfo info) {
        ImageInfo again = ImageInfo.of(info.facts());

        assertThat(again).isEqualTo(info).hasSameHashCodeAs(info);
        assertThat(again.facts()).isEqualTo(info.facts());
        assertThat(info.toBuilder().build()).isEqualTo(info);
    }

    @Property
    void unknownFactsAreIgnored(@ForAll("infos") ImageInfo info, @ForAll("unknown") Object value) {
        Map<String, Object> newer = new HashMap<>(info.facts());
        newer.put("of a later version", value);

        assertThat(ImageInfo.of(newer)).isEqualTo(info);
    }

    @Test
    void aNumberOfAnyTypeIsASize() {
        assertThat(ImageInfo.of(Map.of("size", 7)).size()).hasValue(7);
        assertThat(ImageInfo.of(Map.of("size", 7L)).size()).hasValue(7);
    }

    @Test
    void aKnownFactOfAnotherTypeIsRefused() {
        for (Map<String, Object> facts : List.<Map<String, Object>>of(
                Map.of("size", "7"),
                Map.of("size", -1),
                Map.of("version", 7),
                Map.of("updatedAt", "yesterday"),
                Map.of("immutable", "true"),
                Map.of("kind", "teapot"),
                Map.of("checksums", List.of()),
                Map.of("checksums", Map.of("sha256", "ab")),
                Map.of("checksums", Map.of("sha256", 7)),
                Map.of("checksums", Map.of("sha-256", "a".repeat(64), "sha256", "a".repeat(64))),
                Map.of("notes", "one"),
                Map.of("notes", List.of(1)),
                Map.of("properties", Map.of("a", 1)),
                Map.of("properties", Map.of(1, "a")),
                Map.of("finalReference", "no reference"))) {
            assertThatIllegalArgumentException().as(facts.toString()).isThrownBy(() -> ImageInfo.of(facts));
        }
    }

    @Test
    void aReferenceWithASecretIsNotAFact() throws ImageException {
        for (String secret : List.of("http://u:hunter2@h/", "http://h/?sig=hunter2", "http://h/#hunter2")) {
            ImageInfo info = ImageInfo.builder()
                    .finalReference(ImageReference.parse(secret))
                    .build();

            assertThat(info.facts()).doesNotContainKey("finalReference");
            assertThat(info.toString()).doesNotContain("hunter2");
            assertThat(info.finalReference()).isPresent();
        }
    }

    @Test
    void factsAndListsCannotBeChangedFromOutside() {
        List<Checksum> sums = new ArrayList<>(List.of(SHA256));
        Map<String, String> properties = new HashMap<>(Map.of("a", "1"));
        ImageInfo.Builder builder = ImageInfo.builder().checksums(sums).properties(properties);
        ImageInfo info = builder.build();
        sums.clear();
        properties.clear();
        builder.size(9).note("later");

        assertThat(info.checksums()).containsExactly(SHA256);
        assertThat(info.properties()).containsEntry("a", "1");
        assertThat(info.size()).isEmpty();
        assertThat(info.notes()).isEmpty();
        assertThatThrownBy(() -> info.facts().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> info.properties().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void valuesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageInfo.builder().size(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageInfo.builder().checksums(List.of(SHA256, OTHER_SHA256)));
        assertThat(ImageInfo.builder().size(0).build().size()).hasValue(0);
    }

    @Test
    void aChecksumIsFoundByAnySpellingOfItsAlgorithm() {
        ImageInfo info = ImageInfo.builder().checksums(List.of(MD5, SHA256)).build();

        assertThat(info.checksum("SHA-256")).contains(SHA256);
        assertThat(info.checksum("sha1")).isEmpty();
    }

    @Property
    void sameVersionIsSymmetric(@ForAll("infos") ImageInfo one, @ForAll("infos") ImageInfo two) {
        assertThat(one.sameVersion(two)).isEqualTo(two.sameVersion(one));
    }

    @Property
    void imageWithAVersionIsTheSameVersionAsItself(@ForAll("infos") ImageInfo info) {
        boolean promises =
                info.version().isPresent() || info.checksums().stream().anyMatch(Checksum::strong);

        assertThat(info.sameVersion(info)).isEqualTo(promises);
        assertThat(info.sameVersion(ImageInfo.of(info.facts()))).isEqualTo(promises);
    }

    @Property
    void aDifferentStrongDigestIsNeverTheSameVersion(@ForAll("infos") ImageInfo info) {
        ImageInfo one = info.toBuilder().checksums(List.of(SHA256)).build();
        ImageInfo two = info.toBuilder().checksums(List.of(OTHER_SHA256)).build();

        assertThat(one.sameVersion(two)).isFalse();
    }

    @Test
    void aStrongDigestDecidesBeforeVersionAndSize() {
        ImageInfo here = ImageInfo.builder()
                .size(1)
                .version("a")
                .checksums(List.of(SHA256))
                .build();
        ImageInfo there = ImageInfo.builder()
                .version("b")
                .checksums(List.of(SHA256, SHA512))
                .build();

        assertThat(here.sameVersion(there)).isTrue();
    }

    @Test
    void allCommonStrongDigestsMustBeEqual() {
        ImageInfo here = ImageInfo.builder().checksums(List.of(SHA256, SHA512)).build();
        ImageInfo there =
                ImageInfo.builder().checksums(List.of(OTHER_SHA256, SHA512)).build();

        assertThat(here.sameVersion(there)).isFalse();
    }

    @Test
    void anEqualWeakDigestIsNotTheSameVersion() {
        ImageInfo weak = ImageInfo.builder().size(1).checksums(List.of(MD5)).build();
        ImageInfo alias = ImageInfo.builder()
                .size(1)
                .checksums(List.of(new Checksum("sha", "a".repeat(40))))
                .build();

        assertThat(weak.sameVersion(weak)).isFalse();
        assertThat(alias.sameVersion(alias)).isFalse();
    }

    @Test
    void anEqualVersionOfAnotherSizeIsNotTheSame() {
        ImageInfo.Builder version = ImageInfo.builder().version("v");

        assertThat(version.size(1).build().sameVersion(version.size(2).build())).isFalse();
        assertThat(version.size(1).build().sameVersion(version.size(1).build())).isTrue();
    }

    @Test
    void anEqualSizeTimeOrTagIsNotTheSameVersion() {
        ImageInfo info = ImageInfo.builder()
                .size(1)
                .entityTag("W/\"a\"")
                .updatedAt(Instant.EPOCH)
                .build();

        assertThat(info.sameVersion(info)).isFalse();
    }

    @Provide
    Arbitrary<Object> unknown() {
        return Arbitraries.of("text", 7, true, List.of(1, "a"), Map.of("a", List.of()));
    }

    @Provide
    Arbitrary<ImageInfo> infos() {
        Arbitrary<String> text = Arbitraries.of("", "a", "\"e-tag\"", "W/\"w\"", "\u00e4\uD83D\uDCBF", "x".repeat(300));
        Arbitrary<ImageInfo.Builder> names = Combinators.combine(
                        text.injectNull(0.5),
                        text.injectNull(0.5),
                        text.injectNull(0.5),
                        Arbitraries.of(ImageInfo.Kind.class))
                .as((version, tag, format, kind) -> {
                    ImageInfo.Builder info = ImageInfo.builder().kind(kind);
                    if (version != null) {
                        info.version(version);
                    }
                    if (tag != null) {
                        info.entityTag(tag).note(tag).mediaType(tag);
                    }
                    if (format != null) {
                        info.diskFormat(format).containerFormat(format).properties(Map.of(format, format));
                    }
                    return info;
                });
        return Combinators.combine(
                        names,
                        Arbitraries.longs().between(-1, Long.MAX_VALUE),
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.subsetOf(SHA256, SHA512, MD5),
                        Arbitraries.of(true, false),
                        Arbitraries.of(
                                "http://h/", "glance://733d1c44-a2ea-414b-aca7-69decf20d810", "s3://b/k?versionId=1"))
                .as((info, size, seconds, sums, yes, reference) -> {
                    if (size >= 0) {
                        info.size(size);
                    }
                    if (yes) {
                        info.updatedAt(Instant.ofEpochSecond(seconds, 123_456_789))
                                .finalReference(parsed(reference));
                    }
                    return info.checksums(List.copyOf(sums))
                            .immutable(yes)
                            .cacheable(!yes)
                            .build();
                });
    }

    private static ImageReference parsed(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}

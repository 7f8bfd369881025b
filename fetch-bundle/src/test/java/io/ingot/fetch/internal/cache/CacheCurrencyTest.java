// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.cache.CacheCurrency.Current;
import io.ingot.fetch.internal.cache.CacheCurrency.KeyKind;
import io.ingot.fetch.internal.cache.CacheCurrency.Proof;
import io.ingot.fetch.internal.cache.CacheCurrency.Reason;
import io.ingot.fetch.internal.cache.CacheCurrency.Stale;
import io.ingot.fetch.internal.store.RecordedContent;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule that decides what a hit is, as a table and as properties. */
class CacheCurrencyTest {
    private static final Checksum STORED = new Checksum("sha256", "a".repeat(64));
    private static final Checksum OTHER = new Checksum("sha256", "b".repeat(64));
    private static final Checksum WEAK = new Checksum("md5", "c".repeat(32));
    private static final Checksum OTHER_WEAK = new Checksum("md5", "d".repeat(32));
    private static final long SIZE = 10;

    /** A version {@code -} is absent; one that begins with {@code @} is based on a date. The digest is the caller's. */
    @ParameterizedTest
    @CsvSource({
        // kind of key, recorded version, shown version, shown size, the caller's digest, expected currency
        "REFERENCE, v1, v1, 10, -,     SAME_VERSION",
        "REFERENCE, @d, @d, 10, -,     SAME_VERSION",
        "REFERENCE, v1, v1, 10, stored, SAME_VERSION",
        "REFERENCE, v1, v1, 10, other, OTHER_DIGEST",
        "REFERENCE, v1, v1, 10, weak,  SAME_VERSION",
        "REFERENCE, v1, v1, 10, false, OTHER_DIGEST",
        "REFERENCE, v1, v2, 10, both,  OTHER_DIGEST",
        "REFERENCE, v1, v2, 10, -,     OTHER_VERSION",
        "REFERENCE, v1, v2, 10, stored, EXPECTED_DIGEST",
        "REFERENCE, v1, v2, 11, stored, OTHER_SIZE",
        "REFERENCE, v1, v2, -,  stored, EXPECTED_DIGEST",
        "REFERENCE, v1, v2, 10, other, OTHER_VERSION",
        "REFERENCE, v1, v2, 10, weak,  OTHER_VERSION",
        "REFERENCE, v1, -,  10, stored, EXPECTED_DIGEST",
        "REFERENCE, -,  v1, 10, stored, EXPECTED_DIGEST",
        "REFERENCE, -,  -,  10, -,     UNKNOWN_VERSION",
        "REFERENCE, -,  -,  10, weak,  UNKNOWN_VERSION",
        "ORIGIN_DIGEST, v1, v1, 10, -,     SAME_VERSION",
        "LOCATION,  v1, v1, 10, -,     SAME_VERSION",
        "LOCATION,  v1, v1, -,  -,     OTHER_VERSION",
        "LOCATION,  @d, @d, 10, -,     OTHER_VERSION",
        "LOCATION,  @d, @d, 10, stored, EXPECTED_DIGEST",
        "LOCATION,  v1, v2, 10, -,     OTHER_VERSION",
        "LOCATION,  v1, v2, 10, stored, EXPECTED_DIGEST",
        "LOCATION,  v1, v2, 11, stored, OTHER_SIZE",
        "LOCATION,  -,  -,  10, other, UNKNOWN_VERSION",
        "EXPECTED_DIGEST, v1, v1, 10, stored, EXPECTED_DIGEST",
        "EXPECTED_DIGEST, v1, v1, 11, stored, OTHER_SIZE",
        "EXPECTED_DIGEST, v1, v1, 10, -,     OTHER_VERSION",
        "EXPECTED_DIGEST, v1, v1, 10, other, OTHER_VERSION"
    })
    void currencyFollowsTheTable(
            KeyKind kind, String recorded, String shown, String size, String digest, String expected) {
        ImageInfo before = info(recorded, Long.toString(SIZE));
        assertThat(name(CacheCurrency.of(kind, before, content(), info(shown, size), expected(digest))))
                .isEqualTo(expected);
    }

    @Property
    void hitWithoutTheVersionNeedsTheCallersDigestAndSize(
            @ForAll KeyKind kind,
            @ForAll @IntRange(min = 0, max = 2) int recorded,
            @ForAll @IntRange(min = 0, max = 2) int shown,
            @ForAll @IntRange(min = 9, max = 11) int size,
            @ForAll boolean named) {
        ImageInfo before = info(version(recorded), Long.toString(SIZE));
        ImageInfo now = info(version(shown), Integer.toString(size));
        List<Checksum> expected = named ? List.of(WEAK, STORED) : List.of(WEAK, OTHER);
        CacheCurrency currency = CacheCurrency.of(kind, before, content(), now, expected);
        boolean sameVersion = recorded == shown && recorded > 0 && size == SIZE && kind != KeyKind.EXPECTED_DIGEST;
        assertThat(currency.equals(new Current(Proof.SAME_VERSION))).isEqualTo(sameVersion && named);
        assertThat(currency.equals(new Current(Proof.EXPECTED_DIGEST)))
                .isEqualTo(!sameVersion && named && size == SIZE);
        assertThat(currency.equals(new Stale(Reason.OTHER_DIGEST))).isEqualTo(sameVersion && !named);
    }

    @Property
    void digestOfTheOriginIsCompared(@ForAll KeyKind kind, @ForAll boolean strong, @ForAll boolean expected) {
        Checksum vouched = strong ? OTHER : OTHER_WEAK;
        ImageInfo before = info("v1", Long.toString(SIZE));
        ImageInfo now = before.toBuilder().checksums(List.of(vouched)).build();
        assertThat(CacheCurrency.of(kind, before, content(), now, expected ? List.of(STORED) : List.of()))
                .isInstanceOf(Stale.class);
    }

    @Property
    void droppedContentIsStale(@ForAll KeyKind kind) {
        ImageInfo info = info("v1", Long.toString(SIZE));
        assertThat(CacheCurrency.of(kind, info, Optional.empty(), info, List.of(STORED)))
                .isEqualTo(new Stale(Reason.DROPPED));
    }

    @Property
    void versionByDateDoesNotIdentifyAnImageAcrossReferences(@ForAll boolean before, @ForAll boolean now) {
        ImageInfo recorded = ImageInfo.builder()
                .version("v")
                .size(SIZE)
                .versionByDate(before)
                .build();
        ImageInfo shown =
                ImageInfo.builder().version("v").size(SIZE).versionByDate(now).build();
        assertThat(CacheCurrency.of(KeyKind.LOCATION, recorded, content(), shown, List.of())
                        .equals(new Current(Proof.SAME_VERSION)))
                .isEqualTo(!before && !now);
    }

    private static Optional<RecordedContent> content() {
        return Optional.of(new RecordedContent(STORED.hex(), SIZE, List.of(STORED, WEAK), Instant.EPOCH));
    }

    private static String name(CacheCurrency currency) {
        return currency instanceof Current current
                ? current.proof().name()
                : ((Stale) currency).reason().name();
    }

    private static String version(int number) {
        return number == 0 ? "-" : "v" + number;
    }

    private static ImageInfo info(String version, String size) {
        ImageInfo.Builder info = ImageInfo.builder().versionByDate(version.startsWith("@"));
        if (!version.equals("-")) {
            info.version(version);
        }
        if (!size.equals("-")) {
            info.size(Long.parseLong(size));
        }
        return info.build();
    }

    private static List<Checksum> expected(String digest) {
        return switch (digest) {
            case "stored" -> List.of(STORED);
            case "other" -> List.of(OTHER);
            case "weak" -> List.of(WEAK);
            case "false" -> List.of(OTHER_WEAK);
            case "both" -> List.of(STORED, OTHER_WEAK);
            default -> List.of();
        };
    }
}

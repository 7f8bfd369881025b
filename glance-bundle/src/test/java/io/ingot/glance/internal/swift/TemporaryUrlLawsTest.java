// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Location;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of temporary URLs. All settings are configured: any request fails the test. */
class TemporaryUrlLawsTest {
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern QUERY = Pattern.compile("temp_url_sig=[0-9a-f]{64}&temp_url_expires=\\d+");

    private final SetClock clock = new SetClock();
    private final TemporaryUrls urls = new TemporaryUrls(
            (request, call) -> {
                throw new AssertionError("requested: " + request);
            },
            clock);

    @Property
    void onlyUuidsAreSigned(@ForAll("ids") String id) throws Exception {
        if (UUID_TEXT.matcher(id).matches()) {
            assertThat(location(Map.of(), id).reference().path()).isEqualTo("/v1/AUTH_6d0e5f/glance/" + id);
        } else {
            ImageException failure = catchThrowableOfType(ImageException.class, () -> location(Map.of(), id));
            assertThat(failure.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
            assertThat(failure.getMessage()).matches("[\\x20-\\x7e]{1,250}");
        }
    }

    @Property
    void urlNamesTheSignedObject(
            @ForAll("segments") String account, @ForAll("segments") String container, @ForAll("uuids") String id)
            throws Exception {
        Location location = location(Map.of("swiftAccount", account, "swiftContainer", container), id);

        URI url = URI.create(location.reference().exact());
        assertThat(url.getPath()).isEqualTo("/v1/" + account.strip() + "/" + container.strip() + "/" + id);
        assertThat(url.getRawPath()).matches("(/[-._~A-Za-z0-9%]+){4}");
        assertThat(url.getRawQuery()).matches(QUERY);
        assertThat(url.getRawFragment()).isNull();
    }

    @Property
    void signatureDoesNotDependOnTheEndpoint(
            @ForAll("endpoints") String one, @ForAll("endpoints") String another, @ForAll("uuids") String id)
            throws Exception {
        Location first = location(Map.of("swiftEndpoint", one), id);
        Location second = location(Map.of("swiftEndpoint", another), id);

        assertThat(first.reference().exact()).startsWith(one + "/v1/AUTH_6d0e5f/");
        assertThat(first.reference().query()).isEqualTo(second.reference().query());
    }

    @Property
    void signatureDoesNotDependOnTheGrantOrOnOtherCalls(@ForAll("uuids") String one, @ForAll("uuids") String another)
            throws Exception {
        Location first = location(Map.of(), one);
        location(Map.of(), another);

        assertThat(location(
                        Map.of("swiftAccount", "AUTH_6d0e5f"), one, Given.grant(Optional.empty(), filter -> List.of())))
                .isEqualTo(first);
    }

    @Property
    void signatureDependsOnImageContainerKeyAndTime(
            @ForAll("uuids") String id, @ForAll("uuids") String other, @ForAll("segments") String text)
            throws Exception {
        Assume.that(!id.equals(other) && !text.strip().equals("glance") && !text.equals(Given.KEY));
        String signature = Given.signature(location(Map.of(), id));

        assertThat(Given.signature(location(Map.of(), other))).isNotEqualTo(signature);
        assertThat(Given.signature(location(Map.of("swiftContainer", text), id)))
                .isNotEqualTo(signature);
        assertThat(Given.signature(location(Map.of("_swiftTempUrlKey", text), id)))
                .isNotEqualTo(signature);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Given.signature(location(Map.of(), id))).isNotEqualTo(signature);
    }

    @Property
    void containerIsThatOfGlance(@ForAll("uuids") String id, @ForAll @IntRange(min = 1, max = 32) int seed) {
        String lower = id.toLowerCase(Locale.ROOT);
        String prefix = lower.substring(0, seed);
        int characters = seed + prefix.length() - prefix.replace("-", "").length();

        assertThat(new Containers("glance", seed).containerOf(id))
                .isEqualTo("glance_" + lower.substring(0, characters));
    }

    @Property
    void cachedUrlIsUsedAgainWhileItRemainsValidForTheDelay(
            @ForAll("uuids") String id,
            @ForAll @IntRange(min = 1, max = 500) int duration,
            @ForAll @IntRange(max = 500) int delay,
            @ForAll @IntRange(max = 1_000_000) int millis)
            throws Exception {
        Assume.that(delay <= duration);
        Map<String, ?> settings = Map.of(
                "swiftTempUrlCacheEnabled",
                true,
                "swiftTempUrlDurationSeconds",
                duration,
                "swiftTempUrlExpectedDownloadStartDelaySeconds",
                delay);
        Location first = location(settings, id);
        clock.advance(Duration.ofMillis(millis));
        boolean isValid =
                clock.instant().plusSeconds(delay).isBefore(first.until().orElseThrow());

        Location second = location(settings, id);

        assertThat(second.until().orElseThrow()).isAfter(clock.instant());
        assertThat(second.equals(first)).isEqualTo(isValid || second.until().equals(first.until()));
    }

    private Location location(Map<String, ?> settings, String id) throws ImageException {
        return location(settings, id, Given.grant());
    }

    private Location location(Map<String, ?> settings, String id, Grant grant) throws ImageException {
        try (Call call = Call.start()) {
            return urls.location(Given.complete(settings), id, grant, Given.OBJECT_STORE, call);
        }
    }

    @Provide
    Arbitrary<String> uuids() {
        Arbitrary<Long> bits = Arbitraries.longs();
        return Combinators.combine(bits, bits, Arbitraries.of(true, false))
                .as((most, least, upper) -> withCase(new UUID(most, least).toString(), upper));
    }

    /** Any text: a UUID with one character inserted or changed, a path, or anything else. */
    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> oneCharacterOff = Combinators.combine(
                        uuids(),
                        Arbitraries.integers().between(0, 35),
                        Arbitraries.of(true, false),
                        Arbitraries.chars().all())
                .as((id, at, inserted, character) ->
                        id.substring(0, at) + character + id.substring(inserted ? at : at + 1));
        Arbitrary<String> around = Combinators.combine(
                        Arbitraries.of("", "/", "../", "%2e%2e/", "glance/", "\u0000", "?"),
                        uuids(),
                        Arbitraries.of("", "\n", "/", "/../x", "?temp_url_prefix=", "#", "%00", " "))
                .as((before, id, after) -> before + id + after);
        return Arbitraries.oneOf(oneCharacterOff, around, Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> segments() {
        return Arbitraries.strings()
                .withChars("abzAZ09-._~ /%?#&=+:@äß€中'\"\\<>|")
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(text -> PathSegment.isUsable(text.strip()));
    }

    @Provide
    Arbitrary<String> endpoints() {
        return Combinators.combine(
                        Arbitraries.of("http", "https"),
                        Arbitraries.of("swift.test", "127.0.0.1", "[::1]"),
                        Arbitraries.of("", ":8080"),
                        Arbitraries.of("", "/swift", "/a/b"))
                .as((scheme, host, port, path) -> scheme + "://" + host + port + path);
    }

    private static String withCase(String id, boolean upper) {
        return upper ? id.toUpperCase(Locale.ROOT) : id;
    }
}

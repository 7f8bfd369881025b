// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String UUID_TEXT = "733d1c44-a2ea-414b-aca7-69decf20d810";
    private static final String GLANCE = "glance://" + UUID_TEXT;

    @Test
    @DisplayName("D-01: a bare UUID is Glance's")
    void aBareUuidIsAGlanceReference() throws ImageException {
        ImageReference reference = ImageReference.parse(UUID_TEXT);

        assertThat(reference.scheme()).isEqualTo("glance");
        assertThat(reference.exact()).isEqualTo(GLANCE);
        assertThat(reference.host()).contains(UUID_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glance://" + UUID_TEXT,
                "GLANCE://" + UUID_TEXT,
                "glance://some-stuff/" + UUID_TEXT,
                "glance://a/b/" + UUID_TEXT,
                "glance:///" + UUID_TEXT,
                "glance://733D1C44A2EA414BACA769DECF20D810"
            })
    @DisplayName("D-02, D-17, D-21: every glance reference to an image has one text; only its last segment counts")
    void everyGlanceReferenceIsNormalised(String text) throws ImageException {
        assertThat(ImageReference.parse(text)).isEqualTo(ImageReference.parse(UUID_TEXT));
        assertThat(ImageReference.parse(text).exact()).isEqualTo(GLANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://mirror.example/a, http",
        "https://mirror.example/a, https",
        "file:///home/user/image.qcow2, file",
        "oci://fqdn/user/image, oci",
        "oci://fqdn/user/image:latest, oci",
        "oci://fqdn/user/image:tag@sha256:f00f, oci",
        "nfs://host/p, nfs"
    })
    @DisplayName("D-03, D-04, D-05, D-06: the scheme says whose it is, and nothing behind it is looked at")
    void theSchemeIsParsed(String text, String scheme) throws ImageException {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.scheme()).isEqualTo(scheme);
        assertThat(reference.exact()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no scheme, no uuid",
                "docker.io/x/y",
                "/var/lib/ironic/x",
                "image.qcow2",
                "//host/a",
                "://a",
                ":a",
                "733d1c44-a2ea-414b-aca7-69decf20d81",
                "733d1c44-a2ea-414b-aca7-69decf20d8100",
                "",
                " ",
                "1http://h/"
            })
    @DisplayName("D-09, D-12, D-25: without a scheme and no UUID, nothing is guessed")
    void noSchemeIsGuessed(String text) {
        assertThat(refusal(text).getMessage()).startsWith("not an image reference");
    }

    @ParameterizedTest
    @CsvSource({"HTTP://X/y, http://x/y", "OCI://Registry/A/B, oci://registry/A/B", "FILE:///X, file:///X"})
    @DisplayName("D-11, D-18, F-15: scheme and host are the same in any case, the path is not")
    void caseOfSchemeAndHostIsIgnored(String text, String canonical) throws ImageException {
        assertThat(ImageReference.parse(text).exact()).isEqualTo(canonical);
    }

    @Test
    @DisplayName("D-13, D-14: a host with a port, and a drive letter, are parsed as unknown schemes")
    void textBeforeAColonIsAScheme() throws ImageException {
        assertThat(ImageReference.parse("host:5000/img:tag").scheme()).isEqualTo("host");
        assertThat(ImageReference.parse("host:5000/img:tag").path()).isEqualTo("5000/img:tag");
        assertThat(ImageReference.parse("C:\\x\\y.img").scheme()).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "733d1c44a2ea414baca769decf20d810",
                "733D1C44-A2EA-414B-ACA7-69DECF20D810",
                "{733d1c44-a2ea-414b-aca7-69decf20d810}",
                "{{733d1c44-a2ea-414b-aca7-69decf20d810",
                "urn:uuid:733d1c44-a2ea-414b-aca7-69decf20d810",
                "uuid:733d1c44-a2ea-414b-aca7-69decf20d810",
                "urn:733d1c44-a2ea-414b-aca7-69decf20d810",
                "URN:UUID:733D1C44-A2EA-414B-ACA7-69DECF20D810",
                "Urn:uuid:733d1c44-a2ea-414b-aca7-69decf20d810",
                "73-3d1c44a2ea414bac-a769decf20d810",
                "-733d1c44-a2ea-414b-aca7-69decf20d810-",
                "urn:uuid:{733d1c44a2ea414baca769decf20d810}"
            })
    @DisplayName("D-16: every spelling of a UUID is one image with one text")
    void everySpellingOfAUuidIsOneImage(String spelling) throws ImageException {
        assertThat(ImageReference.parse(spelling).exact()).isEqualTo(GLANCE);
    }

    @Property
    @Label("D-16: any UUID, its digits in any case, its dashes anywhere")
    void anySpellingOfAnyUuidIsNormalised(
            @ForAll long high,
            @ForAll long low,
            @ForAll @IntRange(max = 32) int dash,
            @ForAll boolean upper,
            @ForAll("wrappings") String wrapping)
            throws ImageException {
        String canonical = new UUID(high, low).toString();
        String digits =
                new StringBuilder(canonical.replace("-", "")).insert(dash, '-').toString();
        String spelling = wrapping.formatted(upper ? digits.toUpperCase(Locale.ROOT) : digits);

        ImageReference reference = ImageReference.parse(spelling);

        assertThat(reference.exact()).isEqualTo("glance://" + canonical);
        assertThat(reference).isEqualTo(ImageReference.parse(canonical)).hasSameHashCodeAs(canonicalOf(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glance://not-a-uuid",
                "glance://" + UUID_TEXT + "/",
                "glance:" + UUID_TEXT,
                "glance://" + UUID_TEXT + "?a=b",
                "glance://",
                "glance:",
                "glance://u@" + UUID_TEXT,
                "glance://" + UUID_TEXT + ":80"
            })
    @DisplayName("D-22: a glance reference that names no UUID is refused")
    void aGlanceReferenceNamesAUuid(String text) {
        assertThat(refusal(text)).hasMessageContaining("UUID");
    }

    @Test
    void fragmentOfAGlanceReferenceIsKept() throws ImageException {
        ImageReference reference = ImageReference.parse("glance://x/" + UUID_TEXT + "#x/two%20words.img");
        assertThat(reference.host()).contains(UUID_TEXT);
        assertThat(reference.fragment()).contains("x/two%20words.img");
        assertThat(reference.exact()).isEqualTo(GLANCE + "#x/two%20words.img");
        assertThat(refusal("glance://not-a-uuid#a")).hasMessageContaining("UUID");
        assertThat(refusal("glance://a#/" + UUID_TEXT)).hasMessageContaining("UUID");
    }

    @Test
    @DisplayName("D-23: a UUID at the end of another reference means nothing")
    void aUuidOfAnotherSchemeIsAName() throws ImageException {
        assertThat(ImageReference.parse("http://spam.ham/" + UUID_TEXT).scheme())
                .isEqualTo("http");
    }

    @Test
    void theComponentsAreNotDecoded() throws ImageException {
        ImageReference reference =
                ImageReference.parse("https://U%20ser:p%40ss@Mirror.Example:8443/A%2fb//../c d|%zz?q=%41&x#frag?/#");

        assertThat(reference.host()).contains("mirror.example");
        assertThat(reference.port()).hasValue(8443);
        assertThat(reference.userInfo()).contains(Secret.of("U%20ser:p%40ss"));
        assertThat(reference.path()).isEqualTo("/A%2fb//../c d|%zz");
        assertThat(reference.query()).contains("q=%41&x");
        assertThat(reference.fragment()).contains("frag?/#");
        assertThat(reference.fileName()).isEqualTo("c d|%zz");
    }

    @ParameterizedTest
    @CsvSource({"http://my_host/, my_host", "s3://my_bucket/k, my_bucket", "http://[::1]:80/, [::1]", "http://h, h"})
    void hostsThatOtherParsersMissAreFound(String text, String host) throws ImageException {
        assertThat(ImageReference.parse(text).host()).contains(host);
    }

    @ParameterizedTest
    @CsvSource({"file:///a, true", "file:/a, false", "mem:a, false", "http://:80/, true", "file://, true"})
    void aHostMayBeAbsent(String text, boolean authority) throws ImageException {
        assertThat(ImageReference.parse(text).host()).isEmpty();
        assertThat(ImageReference.parse(text).hasAuthority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @CsvSource({"http://h:/a, http://h/a", "http://h:0080/a, http://h:80/a", "http://h:80/a, http://h:80/a"})
    void aPortIsNormalised(String text, String canonical) throws ImageException {
        assertThat(ImageReference.parse(text).exact()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h:65536/", "http://h:x/", "http://h:-1/", "http://h:80:90/", "http://h:999999/",
                        "http://h\\@e/",
                "http://h\\/", "http://a b/", "http://h%41/", "http://m\u00fcller.example/", "http://[::1/",
                        "http://[::1]x/",
                "http://[h]/", "http://[fe80::1%eth0]/", "http://a[b/", "http://u\\:p@h/", "http://h\u3002example/"
            })
    void anAmbiguousAuthorityIsRefused(String text) {
        assertThat(refusal(text).getMessage()).startsWith("not an image reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[999.1.1.1]/",
                "http://[1.2.3.4]/",
                "http://[localhost]/",
                "http://[cafe]/",
                "http://[]/",
                "http://[:]/",
                "http://[:::]/",
                "http://[1::2::3]/",
                "http://[1:2:3:4:5:6:7]/",
                "http://[1:2:3:4:5:6:7:8:9]/",
                "http://[1:2:3:4:5:6:7:8::]/",
                "http://[12345::]/",
                "http://[::1.2.3]/",
                "http://[::1.2.3.256]/",
                "http://[1.2.3.4::]/",
                "http://[v1.fe80]/",
                "oci://[registry]/a"
            })
    void bracketsContainOnlyAnIpv6Address(String text) {
        assertThat(refusal(text)).hasMessageContaining("IPv6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[::]/",
                "http://[::1]/",
                "http://[1::]/",
                "http://[1:2:3:4:5:6:7::]:80/",
                "http://[2001:db8:0:0:0:0:0:1]/",
                "http://[::ffff:192.0.2.1]/",
                "http://[fe80::1%25eth0]/"
            })
    void ipv6AddressInBracketsIsAHost(String text) throws ImageException {
        assertThat(ImageReference.parse(text).exact()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://fd00:43::604a/my-nodes.iso, http://[fd00:43::604a]/my-nodes.iso",
        "HTTP://FD00::1, http://[fd00::1]",
        "https://joe:hush@::1/a?sig=hush, https://[::1]/a",
        "http://2001:db8:0:0:0:0:0:1:8080/a, http://[2001:db8:0:0:0:0:0:1]:8080/a",
        "http://::ffff:192.0.2.1/a, http://[::ffff:192.0.2.1]/a",
        "http://fe80::1%eth0/a, http://[fe80::1%25eth0]/a",
        "oci://fd00::1/a, oci://[fd00::1]/a",
        "http://fd00::1/hush@host/a, http://[ADDRESS]:PORT/PATH"
    })
    void ipv6AddressWithoutBracketsIsRefusedWithTheRightSpelling(String text, String remedy) {
        assertThat(refusal(text))
                .hasMessageContaining("brackets")
                .hasMessageEndingWith("write " + remedy)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/a\n",
                "http://h/\r\nX: y",
                "http://h/\0",
                "http://h/\u007f",
                "http://h/\u202e",
                "http://h/\u2028",
                "http://h/\ud800",
                "http://h/\ufeff",
                "\thttp://h/",
                "http://h/ ",
                " http://h/"
            })
    void invisibleCharactersAreRefused(String text) {
        assertThat(refusal(text).getMessage()).startsWith("not an image reference");
    }

    @Test
    void aTextIsBounded() throws ImageException {
        String longest = "http://h/" + "a".repeat(ImageReference.MAX_LENGTH - 9);

        assertThat(ImageReference.parse(longest).exact()).isEqualTo(longest);
        assertThat(refusal(longest + "a").getMessage()).hasSizeLessThan(200);
        assertThat(refusal("a".repeat(ImageReference.MAX_LENGTH)).getMessage()).hasSizeLessThan(400);
    }

    @Test
    void theLastSegmentNamesTheFile() throws ImageException {
        assertThat(ImageReference.parse("http://h/a/b.img?x=/y").fileName()).isEqualTo("b.img");
        assertThat(ImageReference.parse("http://h/a/").fileName()).isEmpty();
        assertThat(ImageReference.parse("http://h").fileName()).isEmpty();
    }

    @Test
    void referencesAreEqualByTheirExactTexts() throws ImageException {
        assertThat(ImageReference.parse("HTTP://H/a")).isEqualTo(ImageReference.parse("http://h/a"));
        assertThat(ImageReference.parse("http://h/a")).isNotEqualTo(ImageReference.parse("http://h/a?"));
        assertThat(ImageReference.parse("http://h/%41")).isNotEqualTo(ImageReference.parse("http://h/A"));
        assertThat(ImageReference.parse("http://h/%3a")).isNotEqualTo(ImageReference.parse("http://h/%3A"));
    }

    @Property(tries = 5_000)
    void theExactTextIsParsedToAnEqualReference(@ForAll("texts") String text) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(text);
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
            return;
        }
        ImageReference again = canonicalOf(reference.exact());
        assertThat(again).isEqualTo(reference).hasSameHashCodeAs(reference);
        assertThat(again.exact()).isEqualTo(reference.exact());
        assertThat(again.toString()).isEqualTo(reference.toString());
        assertThat(again.scheme()).isEqualTo(reference.scheme());
        assertThat(again.host()).isEqualTo(reference.host());
        assertThat(again.port()).isEqualTo(reference.port());
        assertThat(again.path()).isEqualTo(reference.path());
    }

    @Property
    void anyTextIsAReferenceOrInvalid(@ForAll String text) {
        try {
            assertThat(ImageReference.parse(text).scheme()).matches("[a-z][a-z0-9+.-]*");
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
            assertThat(e.retryable()).isFalse();
        }
    }

    @Provide
    Arbitrary<String> wrappings() {
        return Arbitraries.of(
                "%s", "{%s}", "urn:uuid:%s", "urn:%s", "uuid:%s", "URN:UUID:%s", "glance://%s", "Glance://x/%s");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> scheme = Arbitraries.of(
                "http:", "HTTPS:", "file:", "glance:", "Glance:", "urn:", "URN:", "uuid:", "UUID:", "oci:", "a+.-1:",
                "", ":");
        Arbitrary<String> authority = Arbitraries.of(
                "",
                "//",
                "//h",
                "//H.Example",
                "//h:",
                "//h:080",
                "//h:80",
                "//u:p@h",
                "//@h",
                "//u@:80",
                "//[::1]:443",
                "//[FE80::1%25eth0]",
                "//my_host",
                "///",
                "////h",
                "uuid:",
                "UUID:",
                "{",
                "//x@y@z");
        Arbitrary<String> rest = Arbitraries.oneOf(
                Arbitraries.of(UUID_TEXT, "/" + UUID_TEXT, UUID_TEXT.toUpperCase(Locale.ROOT) + "}", "-" + UUID_TEXT),
                Arbitraries.strings().withChars("/?#&=%:@.;+ aA0\u00e9\\|[]{}-").ofMaxLength(16));
        return Combinators.combine(scheme, authority, rest).as((first, second, third) -> first + second + third);
    }

    private static ImageReference canonicalOf(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private static ImageException refusal(String text) {
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> ImageReference.parse(text));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
        return refusal;
    }

    @Test
    void userinfoAfterASingleSlashIsHidden() throws ImageException {
        assertThat(ImageReference.parse("https:/joe:hush@host/a@b")).hasToString("https:/***@host/a@b");
        assertThat(ImageReference.parse("file:/srv/a@b")).hasToString("file:/srv/a@b");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a, ''",
        "https://h/a?, ''",
        "https://h/a?X-Amz-Date=1&X-Amz-Signature=2, ''",
        "https://h/a?sig=file=b, ''",
        "https://h/a?versionId=3&X-Amz-Signature=2, versionId=3",
        "https://h/a?X-Amz-Signature=2&versionId=3, versionId=3",
        "https://h/get?path=b&FILE=a&token=t, FILE=a&path=b",
        "https://h/get?file, file",
        "https://h/get?&&file=&, file="
    })
    void namingQueryHasOnlyNamingParameters(String reference, String naming) throws ImageException {
        assertThat(ImageReference.parse(reference).namingQuery()).isEqualTo(naming);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text that is made of a reference for people holds a secret. */
class ReferenceTextsTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@host/a, https://host/a",
        "https://hunter2@host/a, https://host/a",
        "https://x@hunter2@host:8080/a, https://host:8080/a",
        "https://host/a?sig=hunter2, https://host/a?sig=***",
        "https://host/a?sig=hunter2&x=hunter2, https://host/a?sig=***&x=***",
        "https://host/a?a=hunter2=b, https://host/a?a=***",
        "https://host/a?hunter2, https://host/a?***",
        "https://host/a?hunter2=, https://host/a?***",
        "https://host/a?hunter2==, https://host/a?***",
        "https://host/a?=hunter2, https://host/a?=***",
        "https://host/a?a=1;b=hunter2, https://host/a?a=***",
        "https://host/a?, https://host/a?",
        "https://host/a?&, https://host/a?&",
        "https://host/a#hunter2, https://host/a",
        "https://host/a?versionId=3.x, https://host/a?versionId=3.x",
        "https://host/a?versionId=3;x=hunter2, https://host/a?versionId=***",
        "https://host/a?versionId=http://u:hunter2@host, https://host/a?versionId=***",
        "https://host/a?http://u:hunter2@host/?x=1, https://host/a?***",
        "https://host/a?u:hunter2%40host/x=1&y=1, https://host/a?***&y=***",
        "https://host/a?a;sig:hunter2=1, https://host/a?***",
        "https://host/a?X-Amz-Credential=hunter2&f[0]=1, https://host/a?X-Amz-Credential=***&f[0]=***",
        "https://host/a?versionid=hunter2, https://host/a?versionid=***"
    })
    void aReferenceIsPrintedWithoutSecrets(String exact, String printed) throws ImageException {
        assertThat(ImageReference.parse(exact)).hasToString(printed);
        assertThat(ImageReference.parse(exact).exact()).isEqualTo(exact);
    }

    @ParameterizedTest
    @CsvSource({
        "http:///user:hunter2@host/a, http:///***@host/a",
        "http:////user:hunter2@host/a, http:////***@host/a",
        "http:/user:hunter2@host/a, http:/***@host/a",
        "http:user:hunter2@host/a, http:***@host/a",
        "HTTP:\\\\user:hunter2@host\\a, http:\\\\***@host\\a",
        "http:/\\user:hunter2@host/a, http:/\\***@host/a",
        "http:\\/user:hunter2@host/a, http:\\/***@host/a",
        "http:///user:hunter2/hunter2@host/a, http:///***@host/a",
        "http:///user:x@hunter2@host/a, http:///***@host/a",
        "http:///user%3Ahunter2%40host/a, http:///***@host/a",
        "http:///user:hunter2%2540host/a, http:///***@host/a",
        "http:///user:hunter2%252540host/a, http:///***@host/a",
        "http:user:hun?ter2@host/a, http:***?***",
        "http:///user:hun#ter2@host/a, http:///***",
        "http://:80/user:hunter2@host/a, http://:80/***@host/a",
        "http://@/user:hunter2@host/a, http:///***@host/a",
        "foo:///user:hunter2@host/a, foo:///***@host/a",
        "s3:user:hunter2@host/a, s3:***@host/a",
        "user:hunter2@host/a, user:***@host/a",
        "file:///user:hunter2@host/a, file:///***@host/a",
        "file:/user:hunter2@host/a, file:/***@host/a",
        "file:user:hunter2@host/a, file:***@host/a",
        "http://proxy/http://user:hunter2@host/a, http://proxy/http://***@host/a",
        "http://proxy/http:/user:hunter2@host/a, http://proxy/http:/***@host/a",
        "http://proxy/http%3A%2F%2Fuser%3Ahunter2%40host/a, http://proxy/http%3A%2F%2F***@host/a",
        "http://proxy//user:hunt?er2@host/a, http://proxy//***?***"
    })
    void possiblePasswordIsHiddenIfSlashesAreMissingOrSuperfluous(String exact, String printed) throws ImageException {
        assertThat(ImageReference.parse(exact)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///srv/joe@example/a.img",
                "file:///srv/joe:x@example/a.img",
                "file:/srv/a@b",
                "http://host/a@b",
                "http://host/joe:x@b",
                "http://host//a",
                "oci://registry:5000/repo/image:tag@sha256:f00f",
                "http://host/a/?x=",
                "mem:name"
            })
    void anAtSignOutsideUserinfoHidesNothing(String text) throws ImageException {
        assertThat(ImageReference.parse(text).toString()).startsWith(text.replaceFirst("[?].*", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https//user:hunter2@h",
                "https//user%3Ahunter2%40h",
                "https//user%253Ahunter2%2540h",
                "https\\\\user:hunter2@h/a",
                "ht tp://user:hunter2@h/a",
                "://user:hunter2@h/a",
                "//host/a?mail=x@hunter2",
                "//host/a%3Fsig=hunter2",
                "//host/a%23hunter2",
                "http://user%3Ahunter2%40host/",
                "http://user:hunter2%40host/",
                "http://hunter2%40host/a",
                "http://[user:hunter2]/a",
                "http://[user%3Ahunter2]/a",
                "http://user:/hunter2@host/a",
                "http://http://user:hunter2@host/a",
                "http://user:/x/hunter2@host/a",
                "https://user:hunter2/word@host/a",
                "https://user:hunter2#word@host/a",
                "https://user:hunter2?word@host/a",
                "https://user:hunter2\\@host/a",
                "https://user:hunter2@ho st/a",
                "https://user:hunter2@host:99999/a",
                "https://user:hunter2@[::1/a",
                "//user:hunter2@host/a",
                "https//user:hunter2@host/a",
                "https//user:hunter2#x@host/a",
                "https//user:hunter2?x@host/a",
                "1https://user:hunter2@host/a",
                "host/a?sig=hunter2",
                "host/a#hunter2",
                "https://user:hunter2@host/a\n",
                " https://user:hunter2@host/a",
                "glance://user:hunter2@host/x",
                "glance://host/x?sig=hunter2"
            })
    void aRefusalShowsNoSecretEither(String text) {
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> ImageReference.parse(text));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
        assertThat(refusal).hasMessageNotContaining(SECRET).hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@host/a, https://***@host/a",
        "http:user:hunter2@host, ***@host",
        "http:/user:hunter2@host/a, http:/***@host/a",
        "http:///user:hunter2@host/a, http:///***@host/a",
        "HTTP:\\\\user:hunter2@host, HTTP:\\\\***@host",
        "user:hunter2@host, ***@host",
        "user%3Ahunter2%2540host, ***@host",
        "http://user:hun?ter2@host/a, http://***",
        "https://host/a?sig=hunter2, https://host/a?***",
        "https://host/a%3Fsig=hunter2, https://host/a%3F***",
        "https://host/a#hunter2, https://host/a#***",
        "5 # hunter2, 5 #***",
        "'https://a/x,http:u:hunter2@b', https://***@b",
        "'https://u:hunter2@a,https://b', 'https://***@a,https://b'",
        "'http://u:hunter2@h/p?sig=hunter2,http://x', http://***@h/p?***"
    })
    void aTextAboutAUrlIsRedacted(String text, String printed) {
        assertThat(ImageReference.redact(text)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "",
                "?",
                "@a",
                "http://@h",
                "a:b",
                "boot_mode:uefi",
                "image.qcow2",
                "/srv/images",
                "Größe",
                "https://host/a"
            })
    void aTextWithoutASecretIsLeftAsItIs(String text) {
        assertThat(ImageReference.redact(text)).isEqualTo(text);
    }

    @Test
    void aLongTextIsTruncated() {
        assertThat(ImageReference.redact("x".repeat(100_000))).hasSize(161).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "/user:hunter2@host/a, /***@host/a",
        "/user:hunter2/hunter2@host/a, /***@host/a",
        "/srv/joe@example/a.img, /srv/joe@example/a.img",
        "/srv/images/a?b#c, /srv/images/a?b#c"
    })
    void aPathIsRedactedAsTheFileReferenceToItIs(Path file, String printed) {
        assertThat(ImageReference.redact(file)).isEqualTo(printed);
    }

    @Property
    void noPrintedTextContainsASecret(
            @ForAll("punctuation") String before, @ForAll("punctuation") String after, @ForAll boolean inQuery) {
        String text = inQuery
                ? "https://host/path?name=" + before + SECRET + after.replace("&", "")
                : "https://user:" + before + SECRET + after + "@host/path";
        try {
            ImageReference reference = ImageReference.parse(text);
            if (reference.userInfo().isPresent() || reference.query().isPresent()) {
                assertThat(ImageRequest.of(reference).toString()).doesNotContain(SECRET);
            }
        } catch (ImageException e) {
            assertThat(e).hasMessageNotContaining(SECRET);
        }
    }

    @Property(tries = 5_000)
    void userinfoIsHiddenAfterAnyPrefix(
            @ForAll("beginnings") String beginning,
            @ForAll("punctuation") String before,
            @ForAll("punctuation") String after,
            @ForAll("atSigns") String at) {
        String text = beginning + "user:" + before + SECRET + after + at + "host/path";
        assertThat(ImageReference.redact(text)).doesNotContain(SECRET);
        try {
            ImageReference reference = ImageReference.parse(text);
            assertThat(reference.toString()).doesNotContain(SECRET);
        } catch (ImageException e) {
            assertThat(e).hasMessageNotContaining(SECRET);
        }
    }

    @Provide
    Arbitrary<String> beginnings() {
        Arbitrary<String> scheme = Arbitraries.of("http", "https", "HTTP", "foo", "a+b.c", "h ttp", "1x", "file", "");
        Arbitrary<String> slashes =
                Arbitraries.strings().withChars(":/\\").ofMinLength(1).ofMaxLength(5);
        return Combinators.combine(scheme, slashes).as((first, second) -> first + second);
    }

    @Provide
    Arbitrary<String> atSigns() {
        return Arbitraries.of("@", "%40", "%2540", "%252540", "@@");
    }

    @Provide
    Arbitrary<String> punctuation() {
        return Arbitraries.strings()
                .withChars(":@%=;+ !$'()*,~[]{}|^`\"<>\\-_.\u00e9")
                .ofMaxLength(3);
    }
}

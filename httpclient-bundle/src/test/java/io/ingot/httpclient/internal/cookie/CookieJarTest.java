// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {
    private static final String HOST = "https://a.mirror.example/dir/file?q";

    private final CookieJar jar = new CookieJar(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "s=1, https://a.mirror.example/dir/other, true",
        "s=1, https://a.mirror.example:8443/dir/, true",
        "s=1, http://a.mirror.example/dir/other, true",
        "s=1, https://a.mirror.example/dir, true",
        "s=1, https://a.mirror.example/directory/, false",
        "s=1, https://a.mirror.example/, false",
        "s=1, https://b.a.mirror.example/dir/, false",
        "s=1; path=/, https://a.mirror.example/, true",
        "s=1; Path=relative, https://a.mirror.example/dir/x, true",
        "s=1; Path=/elsewhere, https://a.mirror.example/elsewhere/x, true",
        "s=1; Path=/elsewhere/, https://a.mirror.example/elsewhere, false",
        "s=1; SECURE; Path=/, https://a.mirror.example/, true",
        "s=1; Secure; Path=/, http://a.mirror.example/, false",
        "s=1; Domain=mirror.example; Path=/, https://b.mirror.example/, true",
        "s=1; domain=.Mirror.EXAMPLE; Path=/, https://mirror.example/, true",
        "s=1; Domain=mirror.example; Path=/, https://evilmirror.example/, false",
        "s=1; Domain=a.mirror.example; Path=/, https://b.a.mirror.example/, true",
        "s=1; Domain=; Path=/, https://a.mirror.example/, true",
        "s=1; Domain=b.mirror.example; Path=/, https://b.mirror.example/, false",
        "s=1; Domain=other.example; Path=/, https://a.mirror.example/, false",
        "s=1; Domain=example; Path=/, https://b.example/, false"
    })
    void cookieIsSentWhereRfc6265Allows(String setCookie, String to, boolean sent) throws ImageException {
        store(HOST, setCookie);

        assertThat(jar.header(url(to)).isPresent()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.co.uk/, co.uk, https://b.co.uk/",
        "https://me.github.io/, github.io, https://you.github.io/",
        "http://10.0.0.1/, 0.0.1, http://11.0.0.1/",
        "http://[fd00::1]/, 1, http://[fd00::1]/"
    })
    void publicSuffixGetsNoCookie(String from, String domain, String to) throws ImageException {
        store(from, "s=1; Domain=" + domain + "; Path=/");

        assertThat(jar.header(url(to))).isEmpty();
    }

    @Test
    void hostThatIsAPublicSuffixKeepsItsOwnCookie() throws ImageException {
        store("https://github.io/", "s=1; Domain=github.io");

        assertThat(jar.header(url("https://github.io/"))).isPresent();
        assertThat(jar.header(url("https://me.github.io/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Max-Age=0",
                "Max-Age=-1",
                "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "expires=Wed, 31-Dec-25 23:59:59 GMT",
                "Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT"
            })
    void expiredCookieRemovesTheEarlierOne(String expiry) throws ImageException {
        store(HOST, "s=1");
        store(HOST, "s=2; " + expiry);

        assertThat(jar.header(url(HOST))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Max-Age=60",
                "Max-Age=99999999999999999999",
                "Max-Age=soon",
                "Expires=Fri, 01 Jan 2100 00:00:00 GMT",
                "Expires=soon",
                "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "SameSite=Strict; Partitioned"
            })
    void newCookieReplacesTheEarlierOne(String expiry) throws ImageException {
        store(HOST, "s=1");
        store(HOST, "s=2; " + expiry);

        assertThat(sent(HOST)).isEqualTo("s=2");
    }

    @Test
    void valuesAreSentUnchanged() throws ImageException {
        store(HOST, "a=\"x y\", b\\=c", "b=", " c = d=e ");

        assertThat(sent(HOST)).isEqualTo("a=\"x y\", b\\=c; b=; c=d=e");
    }

    @Test
    void cookiesOfLongerPathsComeFirstThenOlderOnes() throws ImageException {
        store(HOST, "a=1; Path=/", "b=1; Path=/dir", "c=1; Path=/");
        store(HOST, "a=2; Path=/", "a=3; Path=/dir");

        assertThat(sent(HOST)).isEqualTo("b=1; a=3; a=2; c=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "=1", ";s=1", "s=a\u0000b", "s=\u001b"})
    void malformedCookieIsIgnored(String text) throws ImageException {
        store(HOST, text);

        assertThat(jar.header(url(HOST))).isEmpty();
    }

    @Test
    void jarIsLimitedInNumberAndSize() throws ImageException {
        store(HOST, "long=" + "x".repeat(5000));
        assertThat(jar.header(url(HOST))).isEmpty();

        IntStream.range(0, 60).forEach(i -> storeUnchecked("n" + i + "=" + i));
        assertThat(sent(HOST)).contains("n49=49").doesNotContain("n50=");

        IntStream.range(0, 50).forEach(i -> storeUnchecked("n" + i + "=" + "x".repeat(4000)));
        assertThat(sent(HOST)).hasSizeLessThanOrEqualTo(16 << 10);
    }

    @Test
    void cookieIsPrintedWithoutItsValue() throws ImageException {
        CookieTarget target = CookieTarget.of(url(HOST));

        assertThat(SetCookie.read("s=hush", target, Instant.EPOCH).orElseThrow().toString())
                .doesNotContain("hush");
    }

    @Property
    void noHeaderCausesAnException(
            @ForAll @Chars({'a', '=', ';', ' ', '"', '.', '/', '-', '9', 'é', '\t'}) @StringLength(max = 30)
                    String text,
            @ForAll @StringLength(max = 20) String attribute) {
        assertThatCode(() -> store(HOST, text + "; Domain=" + attribute, text + "; Expires=" + attribute))
                .doesNotThrowAnyException();
    }

    private String sent(String to) throws ImageException {
        return jar.header(url(to)).map(Secret::reveal).orElse("");
    }

    private void store(String from, String... setCookies) throws ImageException {
        jar.store(url(from), List.of(setCookies));
    }

    private void storeUnchecked(String setCookie) {
        assertThatCode(() -> store(HOST, setCookie)).doesNotThrowAnyException();
    }

    private static ImageReference url(String text) throws ImageException {
        return ImageReference.parse(text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.URI;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeReferenceTest {
    @ParameterizedTest(name = "RFC 3986 §5.4: {0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "g,http://a/b/c/g",
                "./g,http://a/b/c/g",
                "g/,http://a/b/c/g/",
                "/g,http://a/g",
                "//g,http://g",
                "?y,http://a/b/c/d;p?y",
                "g?y,http://a/b/c/g?y",
                "#s,http://a/b/c/d;p?q",
                "g#s,http://a/b/c/g",
                "g?y#s,http://a/b/c/g?y",
                ";x,http://a/b/c/;x",
                "g;x?y#s,http://a/b/c/g;x?y",
                "``,http://a/b/c/d;p?q",
                ".,http://a/b/c/",
                "./,http://a/b/c/",
                "..,http://a/b/",
                "../,http://a/b/",
                "../g,http://a/b/g",
                "../..,http://a/",
                "../../,http://a/",
                "../../g,http://a/g",
                "../../../g,http://a/g",
                "../../../../g,http://a/g",
                "/./g,http://a/g",
                "/../g,http://a/g",
                "g.,http://a/b/c/g.",
                ".g,http://a/b/c/.g",
                "g..,http://a/b/c/g..",
                "..g,http://a/b/c/..g",
                "./../g,http://a/b/g",
                "./g/.,http://a/b/c/g/",
                "g/./h,http://a/b/c/g/h",
                "g/../h,http://a/b/c/h",
                "g;x=1/./y,http://a/b/c/g;x=1/y",
                "g;x=1/../y,http://a/b/c/y",
                "g?y/./x,http://a/b/c/g?y/./x",
                "g?y/../x,http://a/b/c/g?y/../x",
                "http://other:8080/x/../y,http://other:8080/y",
                "https://user:secret@other/,https://other/",
                "/under_score,http://a/under_score",
                "//my_host/x,http://my_host/x",
                "/a b|c%zz%20,http://a/a%20b%7Cc%25zz%20",
            })
    void resolvesAsTheStandardSays(String location, String expected) throws ImageException {
        assertThat(resolve("http://u:p@a/b/c/d;p?q", location).exact()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a,g,http://a/g",
        "http://a?q,g,http://a/g",
        "http://a:81/x,g,http://a:81/g",
        "https://[::1]:1/x,../g,https://[::1]:1/g"
    })
    void resolvesAgainstBasesOfEveryForm(String base, String location, String expected) throws ImageException {
        assertThat(resolve(base, location).exact()).isEqualTo(expected);
    }

    @Property
    void agreesWithTheJdkWhereThatCanParse(@ForAll("paths") String path) throws ImageException {
        URI expected = URI.create("http://a/b/c/d").resolve(path).normalize();
        String normal = expected.getRawPath().startsWith("/..") ? "/" : expected.toString();
        if (!normal.equals("/")) {
            assertThat(resolve("http://a/b/c/d", path).exact()).isEqualTo(normal);
        }
    }

    @Property
    void anyLocationIsResolvedOrIsAnInvalidReference(@ForAll String location) {
        Optional<ImageReference> target;
        try {
            target = Optional.of(resolve("https://a/b", location));
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
            target = Optional.empty();
        }
        target.ifPresent(found -> {
            assertThat(found.userInfo()).isEmpty();
            assertThat(found.fragment()).isEmpty();
        });
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("x", "y.z", "..", ".", "a%20b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(segments -> "/" + String.join("/", segments));
    }

    private static ImageReference resolve(String base, String location) throws ImageException {
        return RelativeReference.resolve(ImageReference.parse(base), location);
    }
}

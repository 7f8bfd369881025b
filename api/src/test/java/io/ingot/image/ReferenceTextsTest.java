// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
        "https://host/a?versionid=hunter2, https://host/a?versionid=***"
    })
    void aReferenceIsShownWithoutItsSecrets(String exact, String shown) throws ImageException {
        assertThat(ImageReference.parse(exact)).hasToString(shown);
        assertThat(ImageReference.parse(exact).exact()).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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

    @Property
    void noTextForPeopleHoldsWhatIsSecret(
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

    @Provide
    Arbitrary<String> punctuation() {
        return Arbitraries.strings()
                .withChars(":@%=;+ !$'()*,~[]{}|^`\"<>\\-_.\u00e9")
                .ofMaxLength(3);
    }
}

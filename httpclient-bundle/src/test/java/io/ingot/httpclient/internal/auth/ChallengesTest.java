// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NTLM|NTLM",
                "NTLM, Negotiate|NTLM and Negotiate",
                "Negotiate YIIa==|Negotiate",
                "Digest realm=\"a, Basic b\", nonce=\"x\\\", Basic\", qop=auth|Digest",
                "Digest realm=x , NTLM|Digest and NTLM",
                "negotiate,Negotiate|negotiate"
            })
    void schemesThatAreNotSupportedAreNamed(String header, String named) {
        assertThat(Challenges.unsupported(List.of(header), Set.of("Basic"))).contains(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "basic realm=\"x\"",
                "NTLM, Basic realm=\"a, b\"",
                "Digest realm=\"x\", nonce=y, Basic realm=\"x\"",
                "",
                "realm=x",
                "\"",
                "=, ,"
            })
    void nothingIsNamedIfASupportedSchemeOrNoneIsOffered(String header) {
        assertThat(Challenges.unsupported(List.of(header), Set.of("Basic"))).isEmpty();
    }

    @Test
    void onlyTheBeginningOfALongHeaderIsRead() {
        assertThat(Challenges.unsupported(List.of("NTLM, " + "\"\"a=".repeat(60_000)), Set.of("Basic")))
                .contains("NTLM");
    }

    @Property
    void noHeaderCausesAnException(
            @ForAll @Chars({'a', '=', '"', ',', ' ', '\\'}) @StringLength(max = 4000) String header) {
        assertThatCode(() -> Challenges.unsupported(List.of(header), Set.of())).doesNotThrowAnyException();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.seeds.LinearWork;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearChallengesTest {
    @ParameterizedTest
    @ValueSource(strings = {"NTLM,", "Digest a=b,", "\"", "\\\"", ",", " ", "a=\"b\",", "x ", "\"\\"})
    void challengesAreReadInProportionToTheirText(String repeated) {
        LinearWork.assertLinearMemory(
                repeated,
                1_000,
                count -> () -> assertThat(Challenges.unsupported(List.of(repeated.repeat(count)), Set.of()))
                        .satisfies(schemes -> assertThat(schemes.orElse("")).hasSizeLessThan(1_000)));
        LinearWork.assertLinearMemory(
                "fields of " + repeated,
                500,
                count -> () -> assertThat(Challenges.unsupported(Collections.nCopies(count, repeated), Set.of()))
                        .satisfies(schemes -> assertThat(schemes.orElse("")).hasSizeLessThan(1_000)));
    }
}

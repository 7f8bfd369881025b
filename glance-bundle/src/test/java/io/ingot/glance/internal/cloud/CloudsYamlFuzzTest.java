// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.document.YamlDocument;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any content of clouds.yaml is a cloud or an INVALID_CONFIGURATION, and no message shows a secret. */
class CloudsYamlFuzzTest {
    private static final String CLOUDS = """
            shared: &shared {auth_url: "http://k.test", user_id: u, password: S3CRET}
            clouds:
              mine: &mine
                auth: {<<: *shared, project_name: 'x'}
                regions:
                  - One
                  - {name: Two, values: {interface: [public, internal]}}
              other: *mine
            """;

    @Property(tries = 1000)
    void anyTextIsReadOrRejected(@ForAll("texts") String text) {
        try {
            Map<String, @Nullable Object> document = YamlDocument.read(text, "clouds.yaml");
            CloudSection cloud = CloudSection.of(document.get("clouds"), "clouds");
            CloudSection mine = CloudSection.of(cloud.value("mine"), "mine");
            CloudTexts texts = CloudTexts.ofCloud(Regions.choose(mine, cloud, Optional.empty(), "mine"), "mine");
            new AccountReader(CloudSettingsReader.of(texts), texts).account();
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(e.getMessage()).doesNotContain("S3CRET").hasSizeLessThan(2_000);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains(" must be ").doesNotContain("S3CRET");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, CLOUDS.length());
        Arbitrary<String> syntax = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "&a ",
                "*a",
                "*mine",
                "*shared",
                "!!str ",
                "!",
                "!<%zz> ",
                "%TAG",
                "---\n",
                "...",
                "'",
                "\"",
                "|\n",
                ">\n",
                "? ",
                ": ",
                "- ",
                "\n",
                "\t",
                "#",
                "<<: ",
                "null",
                "~",
                "\u0000",
                "\uFEFF",
                "\\x",
                "mine",
                "auth",
                "%YAML 3.0\n");
        Arbitrary<String> pieces = Arbitraries.oneOf(
                        syntax, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(8)
                .map(list -> String.join("", list));
        Arbitrary<String> damaged = Combinators.combine(cut, cut, pieces)
                .as((from, to, text) ->
                        CLOUDS.substring(0, Math.min(from, to)) + text + CLOUDS.substring(Math.max(from, to)));
        return Arbitraries.oneOf(pieces, damaged);
    }
}

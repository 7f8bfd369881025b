// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.SchemeInfo;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.ToyService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchTest {
    private static final String UUID = "733d1c44-a2ea-414b-aca7-69decf20d810";

    private final ResolverFixture fixture = new ResolverFixture(Map.of("waitMillis", 0L));

    @BeforeEach
    void registerServices() {
        for (String scheme : List.of("glance", "file", "oci", "nfs")) {
            fixture.register(scheme, echo(scheme));
        }
        FakeBundle http = fixture.framework.install("toy.http");
        fixture.register(http, echo("http"), Map.of("scheme", new String[] {"http", "https"}));
    }

    @Test
    void failureNamesTheUntrustedBundleOfTheScheme() throws Exception {
        Map<String, Object> settings = Map.of(
                "waitMillis", 0L, "protectedSchemes", new String[] {"http"}, "trustedBundles", new String[] {"x"});
        try (ResolverFixture guarded = new ResolverFixture(settings)) {
            guarded.register("http", echo("http"));

            assertThat(catchThrowableOfType(ImageException.class, () -> guarded.show("http://fqdn/image")))
                    .hasMessageContainingAll("toy.http", "io.ingot.resolver/trustedBundles")
                    .extracting(ImageException::code)
                    .isEqualTo(ErrorCode.UNSUPPORTED_SCHEME);
            assertThat(guarded.resolver.absent())
                    .singleElement()
                    .satisfies(absent -> assertThat(absent.bundle()).isEqualTo("toy.http"))
                    .satisfies(absent -> assertThat(absent.reason()).contains("trustedBundles"));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "D-01, " + UUID + ", glance",
        "D-02, glance://" + UUID + ", glance",
        "D-03, http://fqdn/image, http",
        "D-03, https://fqdn/image, http",
        "D-04, file:///home/user/image.qcow2, file",
        "D-05, oci://fqdn/user/image, oci",
        "D-05, oci://fqdn/user/image:latest, oci",
        "D-05, oci://fqdn/user/image:tag@sha256:f00f, oci",
        "D-06, nfs://host/p, nfs",
        "D-11, HTTP://X/y, http",
        "D-16, 733D1C44A2EA414BACA769DECF20D810, glance",
        "D-16, {733d1c44-a2ea-414b-aca7-69decf20d810}, glance",
        "D-17, GLANCE://" + UUID + ", glance",
        "D-18, OCI://fqdn/user/image, oci",
    })
    void referenceReachesTheServiceOfItsScheme(String conformance, String reference, String service) throws Exception {
        assertThat(fixture.show(reference).version()).contains(service);
    }

    @Test
    @DisplayName("D-04: the path is not looked at on the way to the service")
    void pathIsNotInterpreted() throws Exception {
        assertThat(fixture.show("file:///etc/../dev/zero").properties()).containsEntry("path", "/etc/../dev/zero");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"D-13, host:5000/img:tag, host", "D-14, C:\\x\\y.img, c"})
    void unknownSchemeIsNotGuessed(String conformance, String reference, String scheme) {
        assertThatThrownBy(() -> fixture.show(reference))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME))
                .hasMessageContaining("'" + scheme + "'")
                .hasMessageContaining("file, glance, http, https, nfs, oci");
    }

    @Test
    @DisplayName("D-26: show answers with the size and the properties that the service knows")
    void showAnswersWithFacts() throws Exception {
        fixture.register(
                "facts",
                ToyService.showing((request, call) -> ImageInfo.builder()
                        .size(7)
                        .properties(Map.of("os_distro", "debian"))
                        .build()));

        ImageInfo info = fixture.show("facts:image");

        assertThat(info.size()).hasValue(7);
        assertThat(info.properties()).containsEntry("os_distro", "debian");
    }

    @Test
    void unknownSchemeIsRefusedWithoutAnyService() {
        try (ResolverFixture empty = new ResolverFixture()) {
            assertThatThrownBy(() -> empty.show("s3://bucket/key"))
                    .hasMessage("no image service for the scheme 's3' is installed; available: none");
        }
    }

    @Test
    void schemesAreListedWithTheirServices() {
        assertThat(fixture.resolver.schemes())
                .extracting(SchemeInfo::scheme)
                .containsExactly("file", "glance", "http", "https", "nfs", "oci");
        assertThat(fixture.resolver.schemes()).contains(new SchemeInfo("https", "toy.http", "1.2.3"));
    }

    @Test
    void serviceOfHighestRankingThenLowestIdAnswers() throws Exception {
        FakeBundle bundle = fixture.framework.install("toy.ranked");
        FakeService young = fixture.register(bundle, echo("first"), Map.of("scheme", "ranked"));
        FakeService old = fixture.register(bundle, echo("second"), Map.of("scheme", "ranked"));
        assertThat(fixture.show("ranked:x").version()).contains("first");

        old.change("service.ranking", 5);
        fixture.resolver.updatedService(old.getServiceReference());
        assertThat(fixture.show("ranked:x").version()).contains("second");

        fixture.stop(old);
        assertThat(fixture.show("ranked:x").version()).contains("first");
        assertThat(young.held()).isOne();
    }

    @Test
    void newestVersionOfABundleAnswersAndTheOlderIsReported() throws Exception {
        FakeBundle older =
                fixture.framework.install("toy.twice").version("1.9.0").announces("twice");
        FakeBundle newer =
                fixture.framework.install("toy.twice").version("1.10.0").announces("twice");
        fixture.register(older, echo("older"), Map.of("scheme", "twice"));
        FakeService service = fixture.register(newer, echo("newer"), Map.of("scheme", "twice"));

        assertThat(fixture.show("twice:x").version()).contains("newer");
        assertThat(fixture.resolver.absent())
                .containsExactly(new AbsentService(
                        "toy.twice", "version 1.9.0 is not asked: version 1.10.0 of the same bundle answers"));

        fixture.uninstall(service);
        assertThat(fixture.show("twice:x").version()).contains("older");
        assertThat(fixture.resolver.absent()).isEmpty();
    }

    @Test
    void versionsAreComparedOnlyForBundlesOfOneName() throws Exception {
        fixture.register(fixture.framework.install("toy.a").version("1.0.0"), echo("a"), Map.of("scheme", "shared"));
        fixture.register(fixture.framework.install("toy.b").version("9.0.0"), echo("b"), Map.of("scheme", "shared"));

        assertThat(fixture.show("shared:x").version()).contains("a");
        assertThat(fixture.resolver.absent()).isEmpty();
    }

    @Test
    void rankingCountsMoreThanTheVersion() throws Exception {
        FakeBundle older = fixture.framework.install("toy.ranks").version("1.0.0");
        FakeBundle newer = fixture.framework.install("toy.ranks").version("2.0.0");
        fixture.register(newer, echo("newer"), Map.of("scheme", "ranks"));
        fixture.register(older, echo("older"), Map.of("scheme", "ranks", "service.ranking", 1));

        assertThat(fixture.show("ranks:x").version()).contains("older");
    }

    @Test
    void failureSuggestsTheNearestScheme() {
        assertThatThrownBy(() -> fixture.show("htps://host/image"))
                .hasMessageContaining("no image service for the scheme 'htps'")
                .hasMessageEndingWith("; did you mean https?");
        assertThatThrownBy(() -> fixture.show("ftp://host/image")).hasMessageNotContaining("did you mean");
    }

    private static ToyService echo(String name) {
        return ToyService.showing((request, call) -> ImageInfo.builder()
                .version(name)
                .properties(Map.of("path", request.reference().path()))
                .build());
    }
}

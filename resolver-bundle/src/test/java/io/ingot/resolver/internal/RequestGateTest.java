// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.Secret;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.ToyService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGateTest {
    private static final Credentials JOE = new Credentials.Password("joe", Secret.of("pw"));
    private static final Credentials ANN = new Credentials.Token(Secret.of("t"));

    private final List<Scheme.Authority> checked = Collections.synchronizedList(new ArrayList<>());
    private final List<Optional<Credentials>> handed = Collections.synchronizedList(new ArrayList<>());
    private final ResolverFixture fixture =
            new ResolverFixture(Map.of("waitMillis", 60_000L), new ResolverFixture.Policy() {
                @Override
                public void checkReference(ImageReference reference, Scheme.Authority authority) throws ImageException {
                    checked.add(authority);
                    if (authority == Scheme.Authority.HOST && reference.host().equals(Optional.of("refused"))) {
                        throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "refused");
                    }
                }
            });

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void hostOfAThirdPartySchemeIsCheckedBeforeTheQuery() {
        come("ftp", Map.of());

        assertThatFailure(() -> fixture.show("ftp://refused/a")).hasCode(ErrorCode.REFUSED_BY_POLICY);
        assertThat(handed).isEmpty();
    }

    @Test
    void nameAuthorityIsNotCheckedAsAHost() throws Exception {
        come("cat", Map.of("authority", "NAME"));

        fixture.show("cat://refused/a");

        assertThat(checked).containsExactly(Scheme.Authority.NAME);
    }

    @Test
    void hostIsCheckedOnceTheSchemeIsKnownToHaveHosts() throws Exception {
        FakeBundle late = fixture.framework.install("toy.ftp").announces("ftp");
        CallerThread<ImageInfo> asking = CallerThread.start(call -> fixture.show("ftp://refused/a"));
        asking.awaitWaiting();

        fixture.register(late, service(), Map.of("scheme", "ftp"));

        assertThat(asking.failure().code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(checked).containsExactly(Scheme.Authority.NAME, Scheme.Authority.HOST);
        assertThat(handed).isEmpty();
    }

    @Test
    void thirdPartySchemeGetsConfiguredCredentials() throws Exception {
        come("ftp", Map.of());
        fixture.credentials.put("mirror", JOE);

        fixture.show("ftp://mirror/a");
        fixture.open("ftp://mirror/a").close();
        fixture.show("ftp://other/a");

        assertThat(handed).containsExactly(Optional.of(JOE), Optional.of(JOE), Optional.empty());
    }

    @Test
    void credentialsAreReadForEachRequest() throws Exception {
        come("ftp", Map.of());
        fixture.credentials.put("mirror", JOE);
        fixture.show("ftp://mirror/a");

        fixture.credentials.put("mirror", ANN);
        fixture.open("ftp://mirror/a").close();

        assertThat(handed).containsExactly(Optional.of(JOE), Optional.of(ANN));
    }

    @Test
    void credentialsOfTheCallerWin() throws Exception {
        come("ftp", Map.of());
        fixture.credentials.put("mirror", JOE);

        try (Call call = Call.start()) {
            fixture.resolver.show(ResolverFixture.request("ftp://mirror/a").as(ANN), call);
        }

        assertThat(handed).containsExactly(Optional.of(ANN));
    }

    @Test
    void userInTheReferenceWins() throws Exception {
        come("ftp", Map.of());
        fixture.credentials.put("mirror", JOE);

        fixture.show("ftp://ann:secret@mirror/a");

        assertThat(handed).containsExactly(Optional.empty());
    }

    @Test
    void nameGetsNoCredentialsOfAHost() throws Exception {
        come("cat", Map.of("authority", "NAME"));
        fixture.credentials.put("mirror", JOE);

        fixture.show("cat://mirror/a");

        assertThat(handed).containsExactly(Optional.empty());
    }

    @Test
    void requestFailsIfConfiguredCredentialsCannotBeRead() {
        come("ftp", Map.of());
        fixture.credentials.spoil("mirror");

        assertThatFailure(() -> fixture.show("ftp://mirror/a")).hasCode(ErrorCode.INVALID_CONFIGURATION);
        assertThat(handed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "name"})
    void authorityIsListedWithItsScheme(String value) {
        come("cat", Map.of("authority", value));
        come("ftp", Map.of());

        assertThat(fixture.resolver.schemes())
                .extracting(SchemeInfo::authority)
                .containsExactly(Scheme.Authority.NAME, Scheme.Authority.HOST);
    }

    @Test
    void schemeWithoutHostsIsOneOriginEvenWithoutItsService() throws ImageException {
        ImageReference one = ImageReference.parse("cat://one/a");
        ImageReference other = ImageReference.parse("cat://other/a");
        assertThat(fixture.resolver.origin(one)).isEqualTo(one.origin());

        FakeService cat = come("cat", Map.of("authority", "NAME"));
        assertThat(fixture.resolver.origin(one))
                .isEqualTo(Origin.ofScheme("cat"))
                .isEqualTo(fixture.resolver.origin(other));

        fixture.stop(cat);
        assertThat(fixture.resolver.origin(one)).isEqualTo(Origin.ofScheme("cat"));
    }

    @Test
    void schemeWhoseAuthorityIsAHostHasAnOriginForEachHost() throws ImageException {
        come("ftp", Map.of());
        ImageReference reference = ImageReference.parse("ftp://one/a");

        assertThat(fixture.resolver.origin(reference)).isEqualTo(reference.origin());
    }

    @Test
    void unknownAuthorityCountsAsHost() {
        come("cat", Map.of("authority", "BUCKET"));

        assertThatFailure(() -> fixture.show("cat://refused/a")).hasCode(ErrorCode.REFUSED_BY_POLICY);
    }

    private FakeService come(String scheme, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("scheme", scheme);
        return fixture.register(fixture.framework.install("toy." + scheme).announces(scheme), service(), all);
    }

    private ImageService service() {
        return new ImageService() {
            @Override
            public ImageInfo show(ImageRequest request, Call call) {
                handed.add(request.credentials());
                return ImageInfo.builder().build();
            }

            @Override
            public ImageSource open(ImageRequest request, ImageInfo info, Call call) {
                handed.add(request.credentials());
                return ToyService.bytes(new byte[0]);
            }
        };
    }
}

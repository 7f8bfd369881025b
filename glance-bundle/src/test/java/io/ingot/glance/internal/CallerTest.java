// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.glance.internal.Stage.ID;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.image.spi.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As whom Glance is asked, and what becomes of a 401. */
class CallerTest {
    private static final String USERS = "x-auth-token";
    private static final String SERVICES = "x-service-token";

    @Test
    @DisplayName("G-20: there is one session for all calls: Keystone is asked once")
    void oneTokenServesAllCalls() throws Exception {
        Stage stage = Stage.withAccount();
        GlanceImageService service = stage.service();

        try (Call call = Call.start()) {
            service.show(Stage.request(), call);
            service.show(Stage.request(), call);
            service.open(Stage.request(), stage.show(), call).close();
        }

        assertThat(stage.session.authentications()).isEqualTo(1);
        assertThat(stage.glance.sent(USERS)).containsOnly("own-1");
    }

    @Test
    @DisplayName("G-21: without a token in the request Glance is asked with our own")
    void ownTokenIsSentWithoutOneInTheRequest() throws Exception {
        Stage stage = Stage.withAccount();

        stage.show();
        List<Location> locations = stage.locations();

        assertThat(stage.glance.sent(USERS)).containsOnly("own-1");
        assertThat(stage.glance.sent(SERVICES)).containsOnly("");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(Map.of(USERS, Secret.of("own-1")))));
    }

    @Test
    @DisplayName("G-22: with a token in the request Glance is asked with it, and with our own as a service's")
    void ownTokenGoesBesideThatOfTheRequest() throws Exception {
        Stage stage = Stage.withAccount();

        stage.show(Stage.requestWith("users"));
        List<Location> locations = stage.locations(Stage.requestWith("users"), stage.show());

        assertThat(stage.glance.sent(USERS).subList(0, 2)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICES).subList(0, 2)).containsOnly("own-1");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(
                                Map.of(USERS, Secret.of("users"), SERVICES, Secret.of("own-1")))));
        assertThat(locations).allSatisfy(file -> assertThat(file.until()).isEmpty());
    }

    @Test
    @DisplayName("G-22: headers of the request are sent as they are, and keep their own service token")
    void headersOfTheRequestAreKept() throws Exception {
        Stage stage = Stage.withAccount();
        Credentials given = new Credentials.Headers(
                Map.of("X-Auth-Token", Secret.of("users"), "X-Service-Token", Secret.of("its")));

        stage.show(Stage.request().as(given));

        assertThat(stage.glance.sent(USERS)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICES)).containsOnly("its");
    }

    @Test
    void withServiceTokensSwitchedOffTheUsersGoesAlone() throws Exception {
        Stage stage = Stage.of(Map.of("serviceToken", false));

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.sent(SERVICES)).containsOnly("");
        assertThat(stage.session.authentications()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NOT_AUTHORIZED", "TRANSFER_FAILED", "INVALID_CONFIGURATION"})
    void whereKeystoneGivesUsNoTokenTheUsersGoesAlone(ErrorCode code) throws Exception {
        Stage stage = Stage.withAccount();
        stage.session.failing(code);

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.sent(USERS)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICES)).containsOnly("");
    }

    @Test
    void whereOnlyOurCatalogueKnowsGlanceKeystonesErrorIsTheUsersToo() {
        Stage stage = Stage.withAccount().at();
        stage.session.failing(ErrorCode.NOT_AUTHORIZED);

        assertThatFailure(() -> stage.show(Stage.requestWith("users"))).hasMessageContaining("keystone.test");
    }

    @Test
    void withServiceTokensSwitchedOffTheCatalogueIsReadAllTheSame() throws Exception {
        Stage stage = Stage.of(Map.of("serviceToken", false)).at();

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.hosts()).containsOnly("catalogued.test");
        assertThat(stage.glance.sent(SERVICES)).containsOnly("");
    }

    @Test
    void nobodySendsNoTokenAndIsNotAskedForOneByte() throws Exception {
        Stage stage = Stage.ofNobody();

        stage.show();

        assertThat(stage.glance.asked())
                .singleElement()
                .satisfies(ask -> assertThat(ask.credentials()).isEqualTo(Optional.empty()));
    }

    @Test
    void whenGlanceWantsATokenAndThereIsNoneTheErrorNamesTheSettings() {
        Stage stage = Stage.ofNobody();
        stage.glance.takesOnly("own-1");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContainingAll("io.ingot.glance/cloud", "io.ingot.glance/authUrl", ID);
    }

    @Test
    void tokenThatIsRefusedIsRenewedOnceAndTheQuestionRepeated() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.takesOnly("own-2");

        stage.show();
        List<Location> locations = stage.locations();

        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.sent(USERS)).containsExactly("own-1", "own-1", "own-1", "own-2", "own-2", "own-2");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(Map.of(USERS, Secret.of("own-2")))));
    }

    @Test
    @DisplayName("in mid-transfer: open, asked again after a 401, grants the bytes by a new token")
    void openRenewsWhatTheLocationRefused() throws Exception {
        Stage stage = Stage.withAccount();
        List<Location> before = stage.locations();
        stage.glance.takesOnly("own-2");

        List<Location> after = stage.locations();

        assertThat(before.get(0).reference()).isEqualTo(after.get(0).reference());
        assertThat(after.get(0).credentials()).hasValue(new Credentials.Headers(Map.of(USERS, Secret.of("own-2"))));
    }

    @Test
    @DisplayName("clock skew, another Keystone: a token fresh from Keystone that is refused is not renewed again")
    void freshTokenThatIsRefusedIsAnErrorThatSaysWhatToCheck() {
        Stage stage = Stage.withAccount();
        stage.glance.takesOnly("never");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContainingAll("[keystone_authtoken]", "clocks", "io.ingot.glance/authUrl", ID);
        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.asked()).hasSize(2);
    }

    @Test
    void whatKeystoneSaysOfTheRenewalIsTheError() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.takesOnly("own-2");
        stage.session.failing(ErrorCode.NOT_AUTHORIZED);

        assertThatFailure(stage::show).hasMessageContaining("keystone.test");
    }

    @Test
    void serviceTokenOfAUsersRequestIsRenewedOnce() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.takesOnly("users", "own-2");

        stage.show(Stage.requestWith("users"));

        assertThat(stage.session.authentications()).isEqualTo(2);
    }

    @Test
    void usersTokenThatIsRefusedIsNotAuthorized() {
        Stage stage = Stage.withAccount();
        stage.glance.takesOnly("own-1", "own-2");

        ImageException failure =
                assertThatFailure(() -> stage.show(Stage.requestWith("stale"))).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining("token of the request");
        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.sent(USERS))
                .as("never with our token in its place")
                .containsOnly("stale");
    }

    @Test
    void usersWithBadTokensDoNotUseUpOurs() {
        Stage stage = Stage.withAccount();
        stage.session.fresh();
        stage.glance.takesOnly("own-1");

        for (int user = 0; user < 5; user++) {
            String token = "stale-" + user;
            assertThatFailure(() -> stage.show(Stage.requestWith(token))).hasCode(ErrorCode.NOT_AUTHORIZED);
        }
        assertThat(stage.session.authentications()).isEqualTo(1);
    }

    @Test
    void keystoneThatHangsLeavesAUserTime() throws Exception {
        Stage stage = Stage.withAccount();
        stage.session.hanging();

        try (Call call = Call.within(Stage.PATIENCE)) {
            stage.service().show(Stage.requestWith("users"), call);
        }
        assertThat(stage.glance.sent(USERS)).containsOnly("users");
    }

    @Test
    void keystoneThatIsDownAtARenewalIsAskedOnceAndNotTakenForGlance() throws Exception {
        Stage stage = Stage.withAccount().at("http://first.test:9292", "http://second.test:9292");
        stage.show();
        stage.glance.takesOnly("own-2");
        stage.session.failing(ErrorCode.TRANSFER_FAILED);

        assertThatFailure(stage::show).hasMessageContaining("keystone.test").hasMessageNotContaining("first.test");
        assertThat(stage.glance.hosts()).doesNotContain("second.test");
    }

    @Test
    void passwordOfARequestIsRefusedBeforeAnythingIsSent() {
        Stage stage = Stage.withAccount();

        ImageException refusal = assertThatFailure(
                        () -> stage.show(Stage.request().as(new Credentials.Password("u", Secret.of("pw")))))
                .failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(stage.glance.asked()).isEmpty();
        assertThat(stage.session.authentications()).isZero();
    }

    @ParameterizedTest
    @DisplayName("a reader sees the image and may not download it")
    @CsvSource({"403, NOT_AUTHORIZED", "404, NOT_FOUND", "204, UNACCEPTABLE", "409, UNACCEPTABLE", "410, NOT_FOUND"})
    void whoMaySeeTheImageButNotHaveItsBytesIsRefused(int status, ErrorCode code) {
        Stage stage = Stage.withAccount();
        stage.glance.file(ID, status);

        assertThat(assertThatFailure(stage::show).failure().code())
                .as("our own account")
                .isEqualTo(code);
        assertThat(assertThatFailure(() -> stage.show(Stage.requestWith("reader")))
                        .failure()
                        .code())
                .as("a user")
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"200", "206", "400", "416"})
    void storeWithoutRangesDoesNotKeepTheBytesFromACaller(int status) throws Exception {
        Stage stage = Stage.withAccount();
        stage.glance.file(ID, status);

        assertThat(stage.show().size()).hasValue(1234);
        assertThat(stage.glance.asked().get(1).headers()).containsEntry("range", "bytes=0-0");
    }

    @Test
    void nothingThatIsPrintedHoldsAToken() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.asked().toString() + stage.locations() + stage.session.grant(Call.start()))
                .doesNotContain("own-1")
                .doesNotContain("users");
    }
}

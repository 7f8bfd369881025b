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

/** Which credentials Glance gets, and how a 401 is handled. */
class CallerTest {
    private static final String USER_TOKEN = "x-auth-token";
    private static final String SERVICE_TOKEN = "x-service-token";

    @Test
    @DisplayName("G-20: all calls share one session and one token")
    void allCallsShareOneToken() throws Exception {
        Stage stage = Stage.withAccount();
        GlanceImageService service = stage.service();

        try (Call call = Call.start()) {
            service.show(Stage.request(), call);
            service.show(Stage.request(), call);
            service.open(Stage.request(), stage.show(), call).close();
        }

        assertThat(stage.session.authentications()).isEqualTo(1);
        assertThat(stage.glance.sent(USER_TOKEN)).containsOnly("own-1");
    }

    @Test
    @DisplayName("G-21: without a token in the request, the account's is sent")
    void accountTokenIsSentIfTheRequestHasNone() throws Exception {
        Stage stage = Stage.withAccount();

        stage.show();
        List<Location> locations = stage.locations();

        assertThat(stage.glance.sent(USER_TOKEN)).containsOnly("own-1");
        assertThat(stage.glance.sent(SERVICE_TOKEN)).containsOnly("");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(Map.of(USER_TOKEN, Secret.of("own-1")))));
    }

    @Test
    @DisplayName("G-22: a token in the request is sent with the account's as a service token")
    void accountTokenAccompaniesTheTokenOfTheRequest() throws Exception {
        Stage stage = Stage.withAccount();

        stage.show(Stage.requestWith("users"));
        List<Location> locations = stage.locations(Stage.requestWith("users"), stage.show());

        assertThat(stage.glance.sent(USER_TOKEN).subList(0, 2)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICE_TOKEN).subList(0, 2)).containsOnly("own-1");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(
                                Map.of(USER_TOKEN, Secret.of("users"), SERVICE_TOKEN, Secret.of("own-1")))));
        assertThat(locations).allSatisfy(file -> assertThat(file.until()).isEmpty());
    }

    @Test
    @DisplayName("G-22: headers of the request are sent as they are, and keep their own service token")
    void headersOfTheRequestAreKept() throws Exception {
        Stage stage = Stage.withAccount();
        Credentials headers = new Credentials.Headers(
                Map.of("X-Auth-Token", Secret.of("users"), "X-Service-Token", Secret.of("its")));

        stage.show(Stage.request().as(headers));

        assertThat(stage.glance.sent(USER_TOKEN)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICE_TOKEN)).containsOnly("its");
    }

    @Test
    void disabledServiceTokenIsNotSent() throws Exception {
        Stage stage = Stage.of(Map.of("serviceToken", false));

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.sent(SERVICE_TOKEN)).containsOnly("");
        assertThat(stage.session.authentications()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NOT_AUTHORIZED", "TRANSFER_FAILED", "INVALID_CONFIGURATION"})
    void userTokenIsSentAloneIfKeystoneFails(ErrorCode code) throws Exception {
        Stage stage = Stage.withAccount();
        stage.session.failing(code);

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.sent(USER_TOKEN)).containsOnly("users");
        assertThat(stage.glance.sent(SERVICE_TOKEN)).containsOnly("");
    }

    @Test
    void failureOfKeystoneIsReportedIfTheCatalogueIsRequired() {
        Stage stage = Stage.withAccount().at();
        stage.session.failing(ErrorCode.NOT_AUTHORIZED);

        assertThatFailure(() -> stage.show(Stage.requestWith("users"))).hasMessageContaining("keystone.test");
    }

    @Test
    void catalogueIsReadAlthoughServiceTokensAreDisabled() throws Exception {
        Stage stage = Stage.of(Map.of("serviceToken", false)).at();

        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.hosts()).containsOnly("catalogued.test");
        assertThat(stage.glance.sent(SERVICE_TOKEN)).containsOnly("");
    }

    @Test
    void anonymousCallerSendsNoTokenAndNoProbe() throws Exception {
        Stage stage = Stage.anonymous();

        stage.show();

        assertThat(stage.glance.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.credentials()).isEqualTo(Optional.empty()));
    }

    @Test
    void missingTokenIsReportedWithTheSettings() {
        Stage stage = Stage.anonymous();
        stage.glance.acceptingOnly("own-1");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContainingAll("io.ingot.glance/cloud", "io.ingot.glance/authUrl", ID);
    }

    @Test
    void rejectedTokenIsRenewedOnceAndTheRequestRepeated() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.acceptingOnly("own-2");

        stage.show();
        List<Location> locations = stage.locations();

        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.sent(USER_TOKEN)).containsExactly("own-1", "own-1", "own-1", "own-2", "own-2", "own-2");
        assertThat(locations)
                .singleElement()
                .satisfies(file -> assertThat(file.credentials())
                        .hasValue(new Credentials.Headers(Map.of(USER_TOKEN, Secret.of("own-2")))));
    }

    @Test
    @DisplayName("during a transfer, open renews the token after a 401")
    void openRenewsTheTokenThatTheLocationRejected() throws Exception {
        Stage stage = Stage.withAccount();
        List<Location> before = stage.locations();
        stage.glance.acceptingOnly("own-2");

        List<Location> after = stage.locations();

        assertThat(before.get(0).reference()).isEqualTo(after.get(0).reference());
        assertThat(after.get(0).credentials())
                .hasValue(new Credentials.Headers(Map.of(USER_TOKEN, Secret.of("own-2"))));
    }

    @Test
    @DisplayName("a new token that Glance rejects, for clock skew or another Keystone, is not renewed again")
    void rejectedFreshTokenIsReportedWithItsLikelyCauses() {
        Stage stage = Stage.withAccount();
        stage.glance.acceptingOnly("never");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContainingAll("[keystone_authtoken]", "clocks", "io.ingot.glance/authUrl", ID);
        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.requests()).hasSize(2);
    }

    @Test
    void failedRenewalIsReported() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.acceptingOnly("own-2");
        stage.session.failing(ErrorCode.NOT_AUTHORIZED);

        assertThatFailure(stage::show).hasMessageContaining("keystone.test");
    }

    @Test
    void serviceTokenIsRenewedOnce() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show();
        stage.glance.acceptingOnly("users", "own-2");

        stage.show(Stage.requestWith("users"));

        assertThat(stage.session.authentications()).isEqualTo(2);
    }

    @Test
    void rejectedUserTokenIsNotAuthorized() {
        Stage stage = Stage.withAccount();
        stage.glance.acceptingOnly("own-1", "own-2");

        ImageException failure =
                assertThatFailure(() -> stage.show(Stage.requestWith("stale"))).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining("token of the request");
        assertThat(stage.session.authentications()).isEqualTo(2);
        assertThat(stage.glance.sent(USER_TOKEN))
                .as("never replaced by the account's token")
                .containsOnly("stale");
    }

    @Test
    void usersWithBadTokensDoNotRenewTheAccountToken() {
        Stage stage = Stage.withAccount();
        stage.session.fresh();
        stage.glance.acceptingOnly("own-1");

        for (int user = 0; user < 5; user++) {
            String token = "stale-" + user;
            assertThatFailure(() -> stage.show(Stage.requestWith(token))).hasCode(ErrorCode.NOT_AUTHORIZED);
        }
        assertThat(stage.session.authentications()).isEqualTo(1);
    }

    @Test
    void hangingKeystoneLeavesTimeForTheUser() throws Exception {
        Stage stage = Stage.withAccount();
        stage.session.hanging();

        try (Call call = Call.within(Stage.PATIENCE)) {
            stage.service().show(Stage.requestWith("users"), call);
        }
        assertThat(stage.glance.sent(USER_TOKEN)).containsOnly("users");
    }

    @Test
    void keystoneThatIsDownAtARenewalIsTriedOnceAndNotMistakenForGlance() throws Exception {
        Stage stage = Stage.withAccount().at("http://first.test:9292", "http://second.test:9292");
        stage.show();
        stage.glance.acceptingOnly("own-2");
        stage.session.failing(ErrorCode.TRANSFER_FAILED);

        assertThatFailure(stage::show).hasMessageContaining("keystone.test").hasMessageNotContaining("first.test");
        assertThat(stage.glance.hosts()).doesNotContain("second.test");
    }

    @Test
    void passwordOfARequestIsRejectedBeforeAnythingIsSent() {
        Stage stage = Stage.withAccount();

        ImageException refusal = assertThatFailure(
                        () -> stage.show(Stage.request().as(new Credentials.Password("u", Secret.of("pw")))))
                .failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(stage.glance.requests()).isEmpty();
        assertThat(stage.session.authentications()).isZero();
    }

    @ParameterizedTest
    @DisplayName("a reader sees the image but must not download it")
    @CsvSource({"403, NOT_AUTHORIZED", "404, NOT_FOUND", "204, UNACCEPTABLE", "409, UNACCEPTABLE", "410, NOT_FOUND"})
    void callerWithoutDownloadPermissionIsRejected(int status, ErrorCode code) {
        Stage stage = Stage.withAccount();
        stage.glance.file(ID, status);

        assertThat(assertThatFailure(stage::show).failure().code())
                .as("the account")
                .isEqualTo(code);
        assertThat(assertThatFailure(() -> stage.show(Stage.requestWith("reader")))
                        .failure()
                        .code())
                .as("a user")
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"200", "206", "400", "416"})
    void rejectedRangeIsNotARejectedCaller(int status) throws Exception {
        Stage stage = Stage.withAccount();
        stage.glance.file(ID, status);

        assertThat(stage.show().size()).hasValue(1234);
        assertThat(stage.glance.requests().get(1).headers()).containsEntry("range", "bytes=0-0");
    }

    @Test
    void tokensAreNotPrinted() throws Exception {
        Stage stage = Stage.withAccount();
        stage.show(Stage.requestWith("users"));

        assertThat(stage.glance.requests().toString() + stage.locations() + stage.session.grant(Call.start()))
                .doesNotContain("own-1")
                .doesNotContain("users");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.glance.internal.Stage.ID;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoint of Glance is asked. */
class EndpointsTest {
    private final Stage stage =
            Stage.ofNobody().at("http://one.test:9292", "http://two.test:9292", "http://three.test:9292");

    @Test
    void bestEndpointIsAsked() throws Exception {
        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test");
    }

    @Test
    void endpointThatIsDownIsPassedOver() throws Exception {
        stage.glance.down("one.test");

        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @Test
    void endpointThatHangsIsPassedOver() throws Exception {
        stage.glance.hanging("one.test");

        try (Call call = Call.within(Stage.PATIENCE)) {
            stage.service().show(Stage.request(), call);
        }
        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void endpointThatFailsIsPassedOver(int status) throws Exception {
        stage.glance.answering("one.test", status);

        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 413, 501})
    void whatGlanceSaysOfTheImageIsNotAskedTwice(int status) {
        stage.glance.answering("one.test", status);

        assertThatFailure(stage::show);

        assertThat(stage.glance.hosts()).containsExactly("one.test");
    }

    @Test
    void endpointThatAnsweredLastIsAskedFirst() throws Exception {
        GlanceImageService service = stage.service();
        stage.glance.down("one.test");
        try (Call call = Call.start()) {
            service.show(Stage.request(), call);
            stage.glance.up("one.test");
            service.show(Stage.request(), call);
            stage.glance.down("two.test");
            service.show(Stage.request(), call);
        }

        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test", "two.test", "two.test", "one.test");
    }

    @Test
    void bytesLieAtAllEndpointsAndFirstWhereTheMetadataWere() throws Exception {
        stage.glance.down("one.test");

        assertThat(stage.locations())
                .extracting(Object::toString)
                .containsExactly(
                        "http://two.test:9292/v2/images/" + ID + "/file",
                        "http://one.test:9292/v2/images/" + ID + "/file",
                        "http://three.test:9292/v2/images/" + ID + "/file");
    }

    @Test
    @DisplayName("G-11: where no endpoint can be asked each is named, after one try, and the failure may pass")
    void whenAllAreDownTheErrorNamesAll() {
        stage.glance.down("one.test").answering("two.test", 503).down("three.test");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContainingAll("http://three.test:9292", "io.ingot.glance/endpoint", "catalogue");
        assertThat(failure.details()).hasSize(3);
        assertThat(failure.details().get(1)).contains("http://two.test:9292", "503");
        assertThat(stage.glance.asked()).hasSize(3);
    }

    @Test
    @DisplayName("G-11: one endpoint that is down is asked once, and the error says what to check")
    void oneEndpointThatIsDownIsNamed() {
        Stage alone = Stage.ofNobody();
        alone.glance.down("glance.test");

        ImageException failure = assertThatFailure(alone::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContainingAll("no connection", FakeGlance.ENDPOINT, "io.ingot.glance/endpoint");
        assertThat(failure.details()).isEmpty();
        assertThat(alone.glance.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"503, true", "429, true", "413, true", "501, false"})
    void pauseThatGlanceAsksForIsHandedOn(int status, boolean retryable) {
        Stage alone = Stage.ofNobody();
        alone.glance.askingToWait(Duration.ofSeconds(7)).answering("glance.test", status);

        ImageException failure = assertThatFailure(alone::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isEqualTo(retryable);
        if (retryable) {
            assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
        }
    }

    @Test
    void withoutAConfiguredOneTheCataloguesIsAsked() throws Exception {
        Stage catalogued = Stage.withAccount().at();

        catalogued.show();

        assertThat(catalogued.glance.asked().get(0).target())
                .hasToString("http://catalogued.test:9292/v2/images/" + ID);
    }

    @Test
    void withNeitherTheErrorNamesTheSettings() {
        ImageException failure = assertThatFailure(Stage.ofNobody().at()::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll("io.ingot.glance/endpoint", "io.ingot.glance/cloud");
    }

    @Test
    void endOfTheCallIsNotBlamedOnAnEndpoint() {
        try (Call call = Call.start()) {
            stage.glance.whenAsked("/v2/images/" + ID, () -> call.cancel("enough"));

            ImageException end = catchThrowableOfType(
                    ImageException.class, () -> stage.service().show(Stage.request(), call));

            assertThat(end.code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(stage.glance.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://one.test/image",
                "http://one.test/image/",
                "http://one.test/image/v2",
                "http://one.test/image//v2//"
            })
    void endpointIsTakenWithAndWithoutItsVersion(String endpoint) {
        Stage one = Stage.ofNobody().at(endpoint);

        assertThatFailure(one::show).hasCode(ErrorCode.NOT_FOUND);

        assertThat(one.glance.asked())
                .extracting(ask -> ask.target().toString())
                .containsExactly("http://one.test/image/v2/images/" + ID);
    }
}

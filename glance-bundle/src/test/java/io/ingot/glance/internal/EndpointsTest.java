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

/** The choice of an endpoint of Glance. */
class EndpointsTest {
    private final Stage stage =
            Stage.anonymous().at("http://one.test:9292", "http://two.test:9292", "http://three.test:9292");

    @Test
    void firstEndpointIsUsed() throws Exception {
        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test");
    }

    @Test
    void endpointThatIsDownIsSkipped() throws Exception {
        stage.glance.down("one.test");

        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @Test
    void hangingEndpointIsSkipped() throws Exception {
        stage.glance.hanging("one.test");

        try (Call call = Call.within(Stage.PATIENCE)) {
            stage.service().show(Stage.request(), call);
        }
        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void failingEndpointIsSkipped(int status) throws Exception {
        stage.glance.answering("one.test", status);

        stage.show();

        assertThat(stage.glance.hosts()).containsExactly("one.test", "two.test");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 413, 501})
    void responseAboutTheImageIsFinal(int status) {
        stage.glance.answering("one.test", status);

        assertThatFailure(stage::show);

        assertThat(stage.glance.hosts()).containsExactly("one.test");
    }

    @Test
    void endpointThatAnsweredLastIsTriedFirst() throws Exception {
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
    void locationsBeginWithTheEndpointOfTheMetadata() throws Exception {
        stage.glance.down("one.test");

        assertThat(stage.locations())
                .extracting(Object::toString)
                .containsExactly(
                        "http://two.test:9292/v2/images/" + ID + "/file",
                        "http://one.test:9292/v2/images/" + ID + "/file",
                        "http://three.test:9292/v2/images/" + ID + "/file");
    }

    @Test
    @DisplayName("G-11: if all endpoints are down, each is tried once and named, and the failure is retryable")
    void failureOfAllEndpointsNamesAll() {
        stage.glance.down("one.test").answering("two.test", 503).down("three.test");

        ImageException failure = assertThatFailure(stage::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContainingAll("http://three.test:9292", "io.ingot.glance/endpoint", "catalogue");
        assertThat(failure.details()).hasSize(3);
        assertThat(failure.details().get(1)).contains("http://two.test:9292", "503");
        assertThat(stage.glance.requests()).hasSize(3);
    }

    @Test
    @DisplayName("G-11: the only endpoint is tried once, and the failure says what to check")
    void failureOfTheOnlyEndpointNamesIt() {
        Stage single = Stage.anonymous();
        single.glance.down("glance.test");

        ImageException failure = assertThatFailure(single::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContainingAll("no connection", FakeGlance.ENDPOINT, "io.ingot.glance/endpoint");
        assertThat(failure.details()).isEmpty();
        assertThat(single.glance.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"503, true", "429, true", "413, true", "501, false"})
    void retryAfterIsKept(int status, boolean retryable) {
        Stage single = Stage.anonymous();
        single.glance.retryingAfter(Duration.ofSeconds(7)).answering("glance.test", status);

        ImageException failure = assertThatFailure(single::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isEqualTo(retryable);
        if (retryable) {
            assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
        }
    }

    @Test
    void catalogueIsUsedWithoutAConfiguredEndpoint() throws Exception {
        Stage catalogued = Stage.withAccount().at();

        catalogued.show();

        assertThat(catalogued.glance.requests().get(0).target())
                .hasToString("http://catalogued.test:9292/v2/images/" + ID);
    }

    @Test
    void missingEndpointIsReportedWithTheSettings() {
        ImageException failure = assertThatFailure(Stage.anonymous().at()::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll("io.ingot.glance/endpoint", "io.ingot.glance/cloud");
    }

    @Test
    void cancellationIsNotAFailureOfAnEndpoint() {
        try (Call call = Call.start()) {
            stage.glance.beforeResponse("/v2/images/" + ID, () -> call.cancel("enough"));

            ImageException failure = catchThrowableOfType(
                    ImageException.class, () -> stage.service().show(Stage.request(), call));

            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(stage.glance.requests()).hasSize(1);
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
    void versionOfAnEndpointIsOptional(String endpoint) {
        Stage one = Stage.anonymous().at(endpoint);

        assertThatFailure(one::show).hasCode(ErrorCode.NOT_FOUND);

        assertThat(one.glance.requests())
                .extracting(request -> request.target().toString())
                .containsExactly("http://one.test/image/v2/images/" + ID);
    }
}

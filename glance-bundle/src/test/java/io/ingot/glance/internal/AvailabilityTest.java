// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.glance.internal.Stage.ID;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The project of the configured account is {@code ours}. */
class AvailabilityTest {
    private static final Map<String, ?> BY_PROJECT = Map.of("ignoreProjectCheckForAdminTasks", false);

    private final Stage stage = Stage.of(BY_PROJECT);

    @ParameterizedTest
    @ValueSource(strings = {"public", "community"})
    @DisplayName("G-24: public and community images are available")
    void publicAndCommunityImagesAreAvailable(String visibility) throws Exception {
        stage.active(image(visibility, "theirs"));

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared", "unheard-of"})
    @DisplayName("G-25: images that Glance shows to the user of a request are available")
    void imageShownToAUserIsAvailableToIt(String visibility) throws Exception {
        stage.active(image(visibility, "theirs"));

        assertThat(stage.show(Stage.requestWith("users")).size()).hasValue(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared", "unheard-of"})
    @DisplayName("G-26: an administrator sees the images of all projects, unless that is disabled")
    void administratorsSeeAllImagesIfConfigured(String visibility) throws Exception {
        Stage all = Stage.withAccount().active(image(visibility, "theirs"));
        all.session.of("ours", "admin", "member");
        stage.active(image(visibility, "theirs")).glance.members(ID);
        stage.session.of("ours", "admin", "member");

        assertThat(all.show().size()).hasValue(1234);
        assertHidden(assertThatFailure(stage::show).failure());
    }

    @Test
    void privateImageOfTheAccountsProjectIsAvailable() throws Exception {
        stage.active(image("private", "ours"));

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @DisplayName("G-04: an image of another project is not found, in the words for a missing image")
    @CsvSource({"private, theirs", "private, ''", "shared, theirs", "shared, ''", "unheard-of, ours", "'', ours"})
    void imageOfAnotherProjectIsNotFound(String visibility, String owner) {
        stage.active(image(visibility, owner)).glance.members(ID, "others");

        assertHidden(assertThatFailure(stage::show).failure());
    }

    @ParameterizedTest
    @DisplayName("G-04: hidden comes before queued, deactivated, empty or malformed")
    @ValueSource(
            strings = {
                "\"status\": \"queued\"",
                "\"status\": \"deactivated\"",
                "\"status\": \"active\", \"size\": 0",
                "\"status\": \"active\", \"size\": -1",
                "\"status\": \"active\", \"os_hash_algo\": \"sha512\", \"os_hash_value\": \"x\""
            })
    void statusOfAHiddenImageIsNotRevealed(String state) {
        stage.active("{\"id\": \"" + ID + "\", \"visibility\": \"private\", \"owner\": \"theirs\", " + state + "}");

        assertHidden(assertThatFailure(stage::show).failure());
    }

    @Test
    @DisplayName("G-04: a hidden image is not opened either")
    void hiddenImageIsNotOpened() {
        stage.active(image("private", "theirs"));

        assertHidden(catchThrowableOfType(ImageException.class, stage::locations));
    }

    @Test
    void ownSharedImageIsAvailableWithoutReadingItsMembers() throws Exception {
        stage.active(image("shared", "ours"));

        assertThat(stage.show().size()).hasValue(1234);
        assertThat(stage.glance.paths()).doesNotContain("/v2/images/" + ID + "/members");
    }

    @Test
    @DisplayName("G-29: an image shared with the account's project is available, accepted or not")
    void imageSharedWithTheAccountsProjectIsAvailable() throws Exception {
        stage.active(image("shared", "theirs")).glance.members(ID, "others", "ours");

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @DisplayName("G-31: an image whose members cannot be read is treated as hidden")
    @CsvSource({"403, {}", "404, {}", "500, {}", "503, {}", "401, {}", "200, <html>", "200, {}", "200, {\"members\": 5}"
    })
    void imageWhoseMembersCannotBeReadIsHidden(int status, String document) {
        stage.active(image("shared", "theirs")).glance.members(ID, status, document);

        assertHidden(assertThatFailure(stage::show).failure());
    }

    @Test
    void cancellationWhileReadingMembersIsReported() {
        stage.active(image("shared", "theirs"));
        try (Call call = Call.start()) {
            stage.glance
                    .members(ID, 200, "{}")
                    .beforeResponse("/v2/images/" + ID + "/members", () -> call.cancel("enough"));

            ImageException failure = catchThrowableOfType(
                    ImageException.class, () -> stage.service().show(Stage.request(), call));

            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void accountWithoutAProjectSeesPublicImagesOnly() throws Exception {
        stage.session.of(null, "reader");
        stage.active(image("private", ""));
        assertHidden(assertThatFailure(stage::show).failure());

        stage.active(image("shared", "theirs"));
        assertHidden(assertThatFailure(stage::show).failure());
        assertThat(stage.glance.paths()).doesNotContain("/v2/images/" + ID + "/members");

        stage.active(image("public", "theirs"));
        assertThat(stage.show().size()).hasValue(1234);
    }

    @Test
    void imagesOfAnonymousCallersAreNotFiltered() throws Exception {
        Stage anonymous = Stage.anonymous().active(image("shared", ""));

        assertThat(anonymous.show().size()).hasValue(1234);
    }

    /** Equals the failure for a missing image in all that a caller sees. */
    private static void assertHidden(ImageException e) {
        Stage empty = Stage.withAccount();
        empty.glance.metadata(ID, 404, "<html>");
        ImageException absent = assertThatFailure(empty::show).failure();

        assertThat(e.code()).isEqualTo(absent.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(e).hasMessage(absent.getMessage());
        assertThat(e.details()).isEqualTo(absent.details());
        assertThat(e.retryable()).isEqualTo(absent.retryable());
        assertThat(e.retryAfter()).isEqualTo(absent.retryAfter());
        assertThat(e.getCause()).isNull();
    }

    private static String image(String visibility, String owner) {
        return Stage.with(
                "\"visibility\": \"" + visibility + "\", \"owner\": " + (owner.isEmpty() ? null : "\"" + owner + "\""));
    }
}

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

/** Who may have an image that Glance shows. Our project is {@code ours}. */
class AvailabilityTest {
    private static final Map<String, ?> BY_PROJECT = Map.of("ignoreProjectCheckForAdminTasks", false);

    private final Stage stage = Stage.of(BY_PROJECT);

    @ParameterizedTest
    @ValueSource(strings = {"public", "community"})
    @DisplayName("G-24: images of the public and of the community are for everybody")
    void imagesForEverybodyAreAvailable(String visibility) throws Exception {
        stage.active(image(visibility, "theirs"));

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared", "unheard-of"})
    @DisplayName("G-25: of a user whose token came with the request Glance has judged")
    void whatGlanceShowsAUserIsAvailableToIt(String visibility) throws Exception {
        stage.active(image(visibility, "theirs"));

        assertThat(stage.show(Stage.requestWith("users")).size()).hasValue(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared", "unheard-of"})
    @DisplayName("G-26: an administrator sees all projects' images, unless that is switched off")
    void administratorsSeeAllIfTheyAreToSeeAll(String visibility) throws Exception {
        Stage all = Stage.withAccount().active(image(visibility, "theirs"));
        all.session.of("ours", "admin", "member");
        stage.active(image(visibility, "theirs")).glance.members(ID);
        stage.session.of("ours", "admin", "member");

        assertThat(all.show().size()).hasValue(1234);
        assertHidden(assertThatFailure(stage::show).failure());
    }

    @Test
    void privateImageOfOurProjectIsAvailable() throws Exception {
        stage.active(image("private", "ours"));

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @DisplayName("G-04: what is not for our project is not there, and nothing is said of it")
    @CsvSource({"private, theirs", "private, ''", "shared, theirs", "shared, ''", "unheard-of, ours", "'', ours"})
    void imageOfAnotherProjectIsNotThere(String visibility, String owner) {
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
    void stateOfAHiddenImageIsNotTold(String state) {
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
    void sharedImageOfOurOwnIsAvailableWhoeverElseHasIt() throws Exception {
        stage.active(image("shared", "ours"));

        assertThat(stage.show().size()).hasValue(1234);
        assertThat(stage.glance.paths()).doesNotContain("/v2/images/" + ID + "/members");
    }

    @Test
    @DisplayName("G-29: an image that is shared with our project is available, accepted or not")
    void imageSharedWithOurProjectIsAvailable() throws Exception {
        stage.active(image("shared", "theirs")).glance.members(ID, "others", "ours");

        assertThat(stage.show().size()).hasValue(1234);
    }

    @ParameterizedTest
    @DisplayName("G-31: where the members cannot be had the image is taken for hidden")
    @CsvSource({"403, {}", "404, {}", "500, {}", "503, {}", "401, {}", "200, <html>", "200, {}", "200, {\"members\": 5}"
    })
    void withoutMembersTheImageIsHidden(int status, String document) {
        stage.active(image("shared", "theirs")).glance.members(ID, status, document);

        assertHidden(assertThatFailure(stage::show).failure());
    }

    @Test
    void endOfTheCallWhileMembersAreAskedForIsNoVerdict() {
        stage.active(image("shared", "theirs"));
        try (Call call = Call.start()) {
            stage.glance.members(ID, 200, "{}").whenAsked("/v2/images/" + ID + "/members", () -> call.cancel("enough"));

            ImageException end = catchThrowableOfType(
                    ImageException.class, () -> stage.service().show(Stage.request(), call));

            assertThat(end.code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void accountWithoutAProjectHasWhatIsForEverybodyOnly() throws Exception {
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
    void nobodysImagesAreForGlanceToJudge() throws Exception {
        Stage nobody = Stage.ofNobody().active(image("shared", ""));

        assertThat(nobody.show().size()).hasValue(1234);
    }

    /** Like the error for an image that is not there, in all that a caller sees. */
    private static void assertHidden(ImageException e) {
        Stage elsewhere = Stage.withAccount();
        elsewhere.glance.metadata(ID, 404, "<html>");
        ImageException absent = assertThatFailure(elsewhere::show).failure();

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

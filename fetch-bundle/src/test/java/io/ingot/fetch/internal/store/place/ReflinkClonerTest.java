// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which failures to clone are remembered, with a script instead of {@code cp}. */
class ReflinkClonerTest {
    private static final ReflinkCloner.DevicePair SAME = new ReflinkCloner.DevicePair(1L, 1L);
    private static final ReflinkCloner.DevicePair OTHER = new ReflinkCloner.DevicePair(1L, 2L);

    @TempDir
    Path folder;

    private final Call call = Call.start();

    @AfterEach
    void stop() {
        call.close();
    }

    @Test
    void aSuccessfulCloneIsAFile() throws IOException {
        ReflinkCloner cloner = cloning("cp \"$5\" \"$6\"");
        assertThat(clone(cloner, SAME)).isTrue();
        assertThat(folder.resolve("target")).hasContent("image");
    }

    @Test
    void aLinkAtTheTargetIsReplacedNotFollowed() throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "image");
        Path victim = Files.writeString(folder.resolve("victim"), "victim");
        Path target = Files.createSymbolicLink(folder.resolve("target"), victim);
        new ReflinkCloner("xfs").clone(image, target, SAME, call);
        assertThat(victim).hasContent("victim");
    }

    @Test
    void onlyFileSystemsThatMaySupportClonesAreTried() {
        assertThat(new ReflinkCloner("ext4").maySupport(SAME)).isFalse();
        assertThat(new ReflinkCloner("btrfs").maySupport(SAME)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Operation not supported", "Invalid cross-device link", "Inappropriate ioctl for device"})
    void aPermanentFailureIsRememberedForTheFileSystems(String reason) throws IOException {
        ReflinkCloner cloner = cloning(failing(reason));
        assertThat(clone(cloner, SAME)).isFalse();
        assertThat(cloner.maySupport(SAME)).isFalse();
        assertThat(cloner.maySupport(OTHER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "No such file or directory", "Disk quota exceeded", "Killed"})
    void aTemporaryFailureIsTriedAgain(String reason) throws IOException {
        ReflinkCloner cloner = cloning(failing(reason));
        assertThat(clone(cloner, SAME)).isFalse();
        assertThat(cloner.maySupport(SAME)).isTrue();
    }

    @Test
    void aMissingProgramIsATemporaryFailure() throws IOException {
        Files.writeString(folder.resolve("source"), "image");
        ReflinkCloner cloner =
                new ReflinkCloner("xfs", List.of(folder.resolve("none").toString()));
        assertThatIOException().isThrownBy(() -> clone(cloner, SAME));
        assertThat(cloner.maySupport(SAME)).isTrue();
    }

    @Test
    void errorsAreInEnglish() throws IOException {
        assertThat(clone(cloning("test \"$LC_ALL\" = C"), SAME)).isTrue();
    }

    @Test
    void theEndOfTheCallIsNotRemembered() throws IOException {
        ReflinkCloner cloner = cloning(failing("Operation not supported"));
        call.cancel("enough");
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> clone(cloner, SAME));
        assertThat(cloner.maySupport(SAME)).isTrue();
    }

    private boolean clone(ReflinkCloner cloner, ReflinkCloner.DevicePair pair) throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "image");
        return cloner.clone(source, folder.resolve("target"), pair, call);
    }

    private ReflinkCloner cloning(String script) {
        return new ReflinkCloner("xfs", List.of("sh", "-c", script, "cp"));
    }

    private static String failing(String reason) {
        return "echo \"cp: failed to clone '$6' from '$5': " + reason + "\" >&2; exit 1";
    }
}

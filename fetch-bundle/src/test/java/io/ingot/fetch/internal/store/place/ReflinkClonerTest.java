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

/** Which failures to clone are remembered; a script stands in for {@code cp}. */
class ReflinkClonerTest {
    private static final ReflinkCloner.DevicePair HERE = new ReflinkCloner.DevicePair(1L, 1L);
    private static final ReflinkCloner.DevicePair ELSEWHERE = new ReflinkCloner.DevicePair(1L, 2L);

    @TempDir
    Path folder;

    private final Call call = Call.start();

    @AfterEach
    void stop() {
        call.close();
    }

    @Test
    void whereItWorksThereIsAFile() throws IOException {
        ReflinkCloner cloning = cloning("cp \"$5\" \"$6\"");
        assertThat(clone(cloning, HERE)).isTrue();
        assertThat(folder.resolve("target")).hasContent("image");
    }

    @Test
    void linkThatSomebodyPutThereIsNotWrittenThrough() throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "image");
        Path victim = Files.writeString(folder.resolve("victim"), "victim");
        Path target = Files.createSymbolicLink(folder.resolve("target"), victim);
        new ReflinkCloner("xfs").clone(image, target, HERE, call);
        assertThat(victim).hasContent("victim");
    }

    @Test
    void onlyTypesThatMayHaveClonesAreTried() {
        assertThat(new ReflinkCloner("ext4").maySupport(HERE)).isFalse();
        assertThat(new ReflinkCloner("btrfs").maySupport(HERE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Operation not supported", "Invalid cross-device link", "Inappropriate ioctl for device"})
    void whatFileSystemsCannotDoIsRememberedForThem(String reason) throws IOException {
        ReflinkCloner cloning = cloning(failing(reason));
        assertThat(clone(cloning, HERE)).isFalse();
        assertThat(cloning.maySupport(HERE)).isFalse();
        assertThat(cloning.maySupport(ELSEWHERE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "No such file or directory", "Disk quota exceeded", "Killed"})
    void whatMayPassIsTriedAgain(String reason) throws IOException {
        ReflinkCloner cloning = cloning(failing(reason));
        assertThat(clone(cloning, HERE)).isFalse();
        assertThat(cloning.maySupport(HERE)).isTrue();
    }

    @Test
    void missingProgramIsAFailureOfThisTime() throws IOException {
        Files.writeString(folder.resolve("source"), "image");
        ReflinkCloner cloning =
                new ReflinkCloner("xfs", List.of(folder.resolve("none").toString()));
        assertThatIOException().isThrownBy(() -> clone(cloning, HERE));
        assertThat(cloning.maySupport(HERE)).isTrue();
    }

    @Test
    void reasonIsAskedForInOneLanguage() throws IOException {
        assertThat(clone(cloning("test \"$LC_ALL\" = C"), HERE)).isTrue();
    }

    @Test
    void endOfTheCallIsNoReason() throws IOException {
        ReflinkCloner cloning = cloning(failing("Operation not supported"));
        call.cancel("enough");
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> clone(cloning, HERE));
        assertThat(cloning.maySupport(HERE)).isTrue();
    }

    private boolean clone(ReflinkCloner cloning, ReflinkCloner.DevicePair pair) throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "image");
        return cloning.clone(source, folder.resolve("target"), pair, call);
    }

    private ReflinkCloner cloning(String script) {
        return new ReflinkCloner("xfs", List.of("sh", "-c", script, "cp"));
    }

    private static String failing(String reason) {
        return "echo \"cp: failed to clone '$6' from '$5': " + reason + "\" >&2; exit 1";
    }
}

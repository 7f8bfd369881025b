// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.home.BundleSet.Entry;
import io.ingot.runtime.internal.home.BundleSet.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSetTest {
    @TempDir
    private Path installation;

    @BeforeEach
    void write() throws Exception {
        list("""
                # use  file  name  version

                framework  a-1.jar  org.a  1.0.0
                ingot      b-2.jar  io.b   2.0.0
                terminal   c-3.jar  org.c  3.0.0
                ingot      d-4.jar  io.d   4.0.0
                """);
    }

    private void list(String text) throws Exception {
        Files.writeString(installation.resolve("bundles.txt"), text);
    }

    @Test
    void bundlesOfAUseComeInTheOrderOfTheList() throws Exception {
        assertThat(BundleSet.of(installation).of(Set.of(Use.INGOT, Use.FRAMEWORK)))
                .extracting(Entry::name)
                .containsExactly("org.a", "io.b", "io.d");
    }

    @Test
    void entryHasThePathOfItsJar() throws Exception {
        assertThat(BundleSet.of(installation).named("org.c"))
                .isEqualTo(new Entry(Use.TERMINAL, installation.resolve("bundles/c-3.jar"), "org.c", "3.0.0"));
    }

    @Test
    void oneBundleCanBeLeftOut() throws Exception {
        assertThat(BundleSet.of(installation).without("io.b").of(Set.of(Use.INGOT)))
                .extracting(Entry::name)
                .containsExactly("io.d");
    }

    @Test
    void damagedListIsNamed() throws Exception {
        list("nonsense a b c\n");

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> BundleSet.of(installation));

        assertThat(failure.error()).isEqualTo(CommandError.INTERNAL);
        assertThat(failure).hasMessageContaining("bundles.txt");
    }
}

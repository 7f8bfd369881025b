// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationCheckTest {
    private Path above = Path.of("/");
    private Path bundles = Path.of("/");
    private Path jar = Path.of("/");

    @BeforeEach
    void install(@TempDir Path temporary) throws IOException {
        above = Files.createDirectory(temporary.toRealPath().resolve("above"));
        Path installation = Files.createDirectory(above.resolve("ingot"));
        bundles = Files.createDirectory(installation.resolve("bundles"));
        jar = Files.createFile(bundles.resolve("a.jar"));
        Files.writeString(installation.resolve("bundles.txt"), "ingot a.jar a 1.0\n");
    }

    @Test
    void anInstallationOfAnyOwnerIsUsedUnlessAllMayWrite() throws Exception {
        Files.setAttribute(bundles, "unix:mode", 0775);
        Files.setAttribute(above, "unix:mode", 01777);
        check();
        assertThat(jar).exists();
    }

    @Test
    void aJarOrFolderThatAllMayWriteIsRefused() throws Exception {
        for (Path shared : new Path[] {jar, bundles, above.resolve("ingot"), above}) {
            Object mode = Files.getAttribute(shared, "unix:mode");
            Files.setAttribute(shared, "unix:mode", 0777);
            assertRefused(shared);
            Files.setAttribute(shared, "unix:mode", mode);
        }
        check();
    }

    @Test
    void aStickyFolderOfBundlesIsRefused() throws Exception {
        Files.setAttribute(bundles, "unix:mode", 01777);
        assertRefused(bundles);
    }

    private void check() throws LaunchFailure {
        InstallationCheck.check(BundleSet.of(above.resolve("ingot")));
    }

    private void assertRefused(Path shared) {
        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        LaunchFailure.class, e -> assertThat(e.error()).isEqualTo(CommandError.LOCAL_IO))
                .hasMessageContainingAll(shared.toString(), "777", "chmod o-w " + shared);
    }
}

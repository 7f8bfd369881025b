// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.file.FileAccess;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.BundleSet.Use;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an installation that every user of the machine can change, since its bundles run in this process. Its owner
 * and group are trusted: their launcher runs already.
 */
final class InstallationCheck {
    private InstallationCheck() {}

    /**
     * Checks the jars, their folder, and the folders above it.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if every user can change one of them; names the path and its mode
     */
    static void check(BundleSet bundles) throws LaunchFailure {
        for (BundleSet.Entry entry : bundles.of(EnumSet.allOf(Use.class))) {
            check(entry.jar(), false);
        }
        Path folder = bundles.folder().toAbsolutePath();
        check(folder, false);
        for (@Nullable Path above = folder.getParent(); above != null; above = above.getParent()) {
            check(above, true);
        }
    }

    private static void check(Path path, boolean mayBeSticky) throws LaunchFailure {
        try {
            Optional<FileAccess> weakness = FileAccess.ofTarget(path)
                    .filter(access -> access.isWritableByAll() && !(mayBeSticky && access.isSticky()));
            if (weakness.isPresent()) {
                throw new LaunchFailure(
                        ErrorCode.LOCAL_IO,
                        "the installation is refused, since its bundles run in this process: every user can change "
                                + path + " (" + weakness.get().text() + "); try: chmod o-w " + path);
            }
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO, "cannot read the attributes of " + path + ": " + ImageException.reason(e), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that tests write to, below the build directory, which a clean build removes. */
public final class WorkFolder {
    private WorkFolder() {}

    /** Creates an empty directory; returns its real path. */
    public static Path create(String name) {
        try {
            Path all = Path.of(System.getProperty("itest.work"));
            Files.createDirectories(all);
            return Files.createTempDirectory(all, name + "-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

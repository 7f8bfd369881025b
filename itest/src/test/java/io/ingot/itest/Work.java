// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests write: below the build's folder, which the next clean build removes. */
public final class Work {
    private Work() {}

    /** A new, empty folder; its real path. */
    public static Path folder(String name) {
        try {
            Path all = Path.of(System.getProperty("itest.work"));
            Files.createDirectories(all);
            return Files.createTempDirectory(all, name + "-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder {@code etc} of an instance. The configuration decides what this process reads and where it connects, so
 * only this user and root may be able to change the files, the folder, and the paths to them.
 */
public record ConfigurationFolder(Path path, TrustedPaths trust) {
    /**
     * Lists the current files, sorted by name; empty if the folder does not exist.
     *
     * @throws LaunchFailure {@code INVALID_CONFIGURATION} if the folder cannot be read, or if it contains files and
     *     another user can change it
     */
    List<ConfigurationFile> files() throws LaunchFailure {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try {
            List<ConfigurationFile> files = list();
            if (!files.isEmpty()) {
                trust.folder(path);
            }
            return files;
        } catch (UntrustedPathException e) {
            throw new LaunchFailure(
                    ErrorCode.INVALID_CONFIGURATION, "the configuration is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot read the folder " + path + ": " + ImageException.reason(e),
                    e);
        }
    }

    private List<ConfigurationFile> list() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(ConfigurationFile::isNamed)
                    .sorted()
                    .map(this::file)
                    .toList();
        }
    }

    /** Returns a file that is, or was, in the folder. */
    ConfigurationFile file(Path file) {
        return new ConfigurationFile(file, trust);
    }
}

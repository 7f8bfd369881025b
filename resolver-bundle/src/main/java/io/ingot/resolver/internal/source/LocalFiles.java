// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.spi.ImageSource.LocalFile;
import io.ingot.resolver.internal.service.Provider;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts the local files that services name to values of the JDK. */
final class LocalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);

    private LocalFiles() {}

    /**
     * Returns the file with types of the JDK only; absent, with a warning, if it is not on the default file system or
     * its key has a type of another class loader. Either would pin that class loader, and be of no use for linking the
     * file.
     */
    static Optional<LocalFile> checked(Optional<LocalFile> file, Provider provider) {
        Optional<LocalFile> usable = file.filter(LocalFiles::isJdkType);
        if (file.isPresent() && usable.isEmpty()) {
            LOG.warn(
                    "{} names a local file that is not on the default file system: the file is read, not linked",
                    provider);
        }
        return usable.map(local -> new LocalFile(Path.of(local.path().toString()), local.fileKey()));
    }

    private static boolean isJdkType(LocalFile file) {
        return file.path().getFileSystem() == FileSystems.getDefault()
                && file.fileKey().getClass().getClassLoader() == null;
    }
}

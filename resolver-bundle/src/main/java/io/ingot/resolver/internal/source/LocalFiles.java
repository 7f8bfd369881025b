// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.spi.ImageSource.LocalFile;
import io.ingot.resolver.internal.service.Provider;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local files that services answer with, as values of the JDK. */
final class LocalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);

    private LocalFiles() {}

    /**
     * The same file in the JDK's own types; absent, with a warning, if it lies on another file system than the default
     * one or has an identity of a foreign type: either would hold its class loader, and mean nothing to who links it.
     */
    static Optional<LocalFile> checked(Optional<LocalFile> file, Provider provider) {
        Optional<LocalFile> usable = file.filter(LocalFiles::ofTheJdk);
        if (file.isPresent() && usable.isEmpty()) {
            LOG.warn("{} names a local file that is not on the default file system; its bytes are read", provider);
        }
        return usable.map(own -> new LocalFile(Path.of(own.path().toString()), own.fileKey()));
    }

    private static boolean ofTheJdk(LocalFile file) {
        return file.path().getFileSystem() == FileSystems.getDefault()
                && file.fileKey().getClass().getClassLoader() == null;
    }
}

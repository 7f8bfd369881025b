// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that the configuration names: a secret, certificates, keys, clouds. It is configuration itself, so only trusted
 * users may be able to change it or a name on its path. They also exchange it with no pipe, on which {@code open} would wait
 * for ever.
 */
public final class TrustedFile {
    private TrustedFile() {}

    /**
     * Opens a regular file.
     *
     * @throws FileSystemException if other users can change it, with owner, mode and remedy as the reason; or if it is not a
     *     regular file
     * @throws IOException if it is not there, or cannot be opened
     */
    public static InputStream open(Path path) throws IOException {
        return open(path, TrustedUsers.current());
    }

    static InputStream open(Path path, TrustedUsers trusted) throws IOException {
        TracedPath traced = TracedPath.of(path.toAbsolutePath(), trusted);
        FileAccess file = FileAccess.of(traced.real()).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (file.kind() != FileAccess.Kind.FILE) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        Optional<Weakness> weakness = traced.weakness();
        if (weakness.isPresent()) {
            throw refused(path, weakness.get(), trusted);
        }
        if (!trusted.control(file)) {
            throw refused(path, new Weakness(traced.real(), file), trusted);
        }
        return Files.newInputStream(traced.real(), LinkOption.NOFOLLOW_LINKS);
    }

    private static FileSystemException refused(Path path, Weakness weakness, TrustedUsers trusted) {
        String remedy = trusted.own(weakness.access()) ? "chmod go-w it" : "chown it to user " + trusted.self();
        return new FileSystemException(path.toString(), null, weakness.text() + "; " + remedy);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import io.ingot.common.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files that the configuration or a command line names: secrets, certificates, keys, {@code clouds.yaml}. They
 * are part of the configuration, so only trusted users may be able to change them or a name on their paths.
 */
public final class TrustedFile {
    private TrustedFile() {}

    /**
     * Reads a regular file.
     *
     * @param limit the maximum size in bytes
     * @throws FileSystemException if other users can change the file, with owner, mode and remedy as the reason; or if
     *     it is not a regular file, or larger
     * @throws IOException if the file does not exist, or cannot be read
     */
    public static byte[] bytes(Path path, int limit) throws IOException {
        return bytes(path, limit, TrustedUsers.current());
    }

    /**
     * Reads a regular file as {@link #bytes(Path, int)} does.
     *
     * @throws FileSystemException also if the file is not UTF-8
     */
    public static String text(Path path, int limit) throws IOException {
        return utf8(path, bytes(path, limit));
    }

    /**
     * Reads a file that the user of a command names: a regular file, or one that can be read once, such as a pipe.
     *
     * @param limit the maximum size in bytes
     * @throws FileSystemException if other users can change or replace the file, or it is a folder, larger, or not
     *     UTF-8
     * @throws IOException if the file does not exist, or cannot be read
     */
    public static String textOfFileOrPipe(Path path, int limit) throws IOException {
        TrustedUsers trusted = TrustedUsers.current();
        TracedPath traced = TracedPath.of(path.toAbsolutePath(), trusted);
        requireTrusted(path, traced, trusted);
        FileAccess file = FileAccess.ofTarget(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (file.isFolder()) {
            throw refused(path, "is a directory");
        }
        if (file.kind() == FileAccess.Kind.FILE) {
            requireControl(path, traced, file, trusted);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return utf8(path, bytes(path, in, limit));
        }
    }

    static byte[] bytes(Path path, int limit, TrustedUsers trusted) throws IOException {
        TracedPath traced = TracedPath.of(path.toAbsolutePath(), trusted);
        FileAccess file = FileAccess.of(traced.real()).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (file.kind() != FileAccess.Kind.FILE) {
            throw refused(path, "not a regular file");
        }
        requireTrusted(path, traced, trusted);
        requireControl(path, traced, file, trusted);
        try (InputStream in = Files.newInputStream(traced.real(), LinkOption.NOFOLLOW_LINKS)) {
            return bytes(path, in, limit);
        }
    }

    private static byte[] bytes(Path path, InputStream in, int limit) throws IOException {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw refused(path, "more than " + limit + " bytes");
        }
        return bytes;
    }

    private static String utf8(Path path, byte[] bytes) throws FileSystemException {
        return Utf8.decode(bytes).orElseThrow(() -> refused(path, "not UTF-8 text"));
    }

    private static void requireTrusted(Path path, TracedPath traced, TrustedUsers trusted) throws FileSystemException {
        Optional<Weakness> weakness = traced.weakness();
        if (weakness.isPresent()) {
            throw refused(path, weakness.get(), trusted);
        }
    }

    private static void requireControl(Path path, TracedPath traced, FileAccess file, TrustedUsers trusted)
            throws FileSystemException {
        if (!trusted.hasControlOf(file)) {
            throw refused(path, new Weakness(traced.real(), file), trusted);
        }
    }

    private static FileSystemException refused(Path path, Weakness weakness, TrustedUsers trusted) {
        String remedy = trusted.isOwnerOf(weakness.access()) ? "chmod go-w it" : "chown it to user " + trusted.self();
        return refused(path, weakness.text() + "; " + remedy);
    }

    private static FileSystemException refused(Path path, String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }
}

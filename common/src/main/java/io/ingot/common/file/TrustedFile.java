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
 * Reads a file that the configuration or a command line names: a secret, certificates, keys, clouds. It is configuration
 * itself, so only trusted users may be able to change it or a name on its path.
 */
public final class TrustedFile {
    private TrustedFile() {}

    /**
     * Reads a regular file.
     *
     * @param most the largest size in bytes
     * @throws FileSystemException if other users can change it, with owner, mode and remedy as the reason; or if it is not a
     *     regular file, or larger
     * @throws IOException if it does not exist, or cannot be read
     */
    public static byte[] bytes(Path path, int most) throws IOException {
        return bytes(path, most, TrustedUsers.current());
    }

    /**
     * Reads a regular file as {@link #bytes(Path, int)} does.
     *
     * @throws FileSystemException also if it is not UTF-8
     */
    public static String text(Path path, int most) throws IOException {
        return utf8(path, bytes(path, most));
    }

    /**
     * Reads a file that the user of a command names: a regular file, or something to read once, such as a pipe.
     *
     * @param most the largest size in bytes
     * @throws FileSystemException if other users can change it or exchange it for another, or it is a folder, or larger, or
     *     not UTF-8
     * @throws IOException if it does not exist, or cannot be read
     */
    public static String textOfFileOrPipe(Path path, int most) throws IOException {
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
            return utf8(path, bytes(path, in, most));
        }
    }

    static byte[] bytes(Path path, int most, TrustedUsers trusted) throws IOException {
        TracedPath traced = TracedPath.of(path.toAbsolutePath(), trusted);
        FileAccess file = FileAccess.of(traced.real()).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (file.kind() != FileAccess.Kind.FILE) {
            throw refused(path, "not a regular file");
        }
        requireTrusted(path, traced, trusted);
        requireControl(path, traced, file, trusted);
        try (InputStream in = Files.newInputStream(traced.real(), LinkOption.NOFOLLOW_LINKS)) {
            return bytes(path, in, most);
        }
    }

    private static byte[] bytes(Path path, InputStream in, int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw refused(path, "more than " + most + " bytes");
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

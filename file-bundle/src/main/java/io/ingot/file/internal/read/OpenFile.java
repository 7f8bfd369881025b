// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** An open, non-empty regular file, and its state when it was opened. Safe for concurrent use. */
public final class OpenFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final FileVersionState state;

    private OpenFile(Path path, FileChannel channel, FileVersionState state) {
        this.path = path;
        this.channel = channel;
        this.state = state;
    }

    /**
     * Opens a file that the policy allows. Only regular files are opened: opening a pipe could block, and opening a device
     * could have side effects.
     *
     * @param real the real path of the file
     * @throws ImageException UNACCEPTABLE if it is not a regular file, or empty; a
     *     {@linkplain ImageException#versionChange version change} if another file takes its place meanwhile
     * @throws IOException if it no longer exists, or cannot be opened
     */
    public static OpenFile open(Path real, Call call) throws IOException {
        if (real.getFileName() == null) {
            throw unacceptable(real, "is a directory");
        }
        try (FileName name = FileName.open(real)) {
            FileVersionState before = check(real, name.readAttributes());
            FileName.Opened opened = name.open(call);
            try {
                return requireUnchanged(real, opened.channel(), before, check(real, opened.attributes()));
            } catch (IOException | RuntimeException e) {
                opened.channel().close();
                throw e;
            }
        }
    }

    /** The metadata of the image. */
    public ImageInfo describe(Instant now) {
        return state.describe(now);
    }

    /** Whether the file matches metadata that was read earlier. */
    public boolean matches(ImageInfo info) {
        return state.matches(info);
    }

    Path path() {
        return path;
    }

    long size() {
        return state.size();
    }

    /** The identity of the file, if the platform has one. */
    Optional<Object> key() {
        return Optional.ofNullable(state.key());
    }

    /** Reads at a position; returns -1 at the end of the file. Several threads may read at the same time. */
    int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    /**
     * Checks that the file is the one that was opened, unchanged.
     *
     * @throws ImageException a {@linkplain ImageException#versionChange version change} if its bytes may have changed
     */
    void checkUnchanged() throws ImageException {
        FileVersionState now;
        try {
            now = FileVersionState.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw changed(path, ImageException.reason(e));
        }
        if (!now.equals(state)) {
            throw changed(path, state + " became " + now);
        }
    }

    static ImageException changed(Path path, String fact) {
        return ImageException.versionChange(path + " changed while it was read: " + fact);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileVersionState check(Path path, BasicFileAttributes attributes) throws ImageException {
        if (!attributes.isRegularFile()) {
            throw unacceptable(path, attributes.isDirectory() ? "is a directory" : "is not a regular file");
        }
        if (attributes.size() == 0) {
            throw unacceptable(path, "is empty");
        }
        return FileVersionState.of(attributes);
    }

    private static ImageException unacceptable(Path path, String fact) {
        return new ImageException(ErrorCode.UNACCEPTABLE, path + " " + fact + ", and not an image");
    }

    private static OpenFile requireUnchanged(
            Path path, FileChannel channel, FileVersionState before, FileVersionState after) throws IOException {
        if (!before.equals(after) || channel.size() != after.size()) {
            throw changed(path, before + " became " + after);
        }
        return new OpenFile(path, channel, after);
    }
}

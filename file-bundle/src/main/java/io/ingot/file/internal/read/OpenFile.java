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

/** A regular file with bytes in it, held open, and the state that it was opened in. Safe for concurrent use. */
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
     * Opens a file that policy allows. What is not a regular file is never opened: a pipe would block, a device might do
     * worse.
     *
     * @param real its real path
     * @throws ImageException UNACCEPTABLE if it is not a regular file, or empty; a {@linkplain ImageException#versionChange version change} if another file takes its place
     *     meanwhile
     * @throws IOException if it is not there any more, or cannot be opened
     */
    public static OpenFile open(Path real, Call call) throws IOException {
        if (real.getFileName() == null) {
            throw unacceptable(real, "is a folder");
        }
        try (FileName place = FileName.open(real)) {
            FileVersionState before = check(real, place.readAttributes());
            FileName.Opened opened = place.open(call);
            try {
                return requireUnchanged(real, opened.channel(), before, check(real, opened.attributes()));
            } catch (IOException | RuntimeException e) {
                opened.channel().close();
                throw e;
            }
        }
    }

    /** What a caller is shown of it. */
    public ImageInfo describe(Instant now) {
        return state.describe(now);
    }

    /** Whether it is what was shown. */
    public boolean matches(ImageInfo shown) {
        return state.matches(shown);
    }

    Path path() {
        return path;
    }

    long size() {
        return state.size();
    }

    /** The identity of the file, where the platform has one. */
    Optional<Object> key() {
        return Optional.ofNullable(state.key());
    }

    /** Reads at a position, however many do so at once; -1 at the end of the file. */
    int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    /** @throws ImageException a {@linkplain ImageException#versionChange version change} if its bytes may be others now than when it was opened, or were */
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

    static ImageException changed(Path path, String how) {
        return ImageException.versionChange(path + " changed while it was read: " + how);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileVersionState check(Path path, BasicFileAttributes found) throws ImageException {
        if (!found.isRegularFile()) {
            throw unacceptable(path, found.isDirectory() ? "is a folder" : "is not a regular file");
        }
        if (found.size() == 0) {
            throw unacceptable(path, "is empty");
        }
        return FileVersionState.of(found);
    }

    private static ImageException unacceptable(Path path, String why) {
        return new ImageException(ErrorCode.UNACCEPTABLE, path + " " + why + ", and not an image");
    }

    private static OpenFile requireUnchanged(Path path, FileChannel channel, FileVersionState before, FileVersionState after)
            throws IOException {
        if (!before.equals(after) || channel.size() != after.size()) {
            throw changed(path, before + " became " + after);
        }
        return new OpenFile(path, channel, after);
    }
}

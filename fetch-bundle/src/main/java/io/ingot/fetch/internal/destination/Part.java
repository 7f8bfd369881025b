// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A file that bytes of an image arrive in, at any offset and in any order. Nobody else can read it. What lies behind its
 * end, or was never written, is zeros; blocks of zeros are left out where nothing was written before, so that they take no
 * room.
 *
 * <p>{@link #write} and {@link #read} are safe for concurrent use at different offsets; all else is used by one thread at a
 * time. Closing it closes the file and deletes nothing: that is up to the {@link Target} that it came from.
 */
public final class Part implements AutoCloseable {
    private static final int HOLE_BYTES = 64 * 1024;
    private static final byte[] ZEROS = new byte[HOLE_BYTES];
    private static final FileBuffers BUFFERS = new FileBuffers();

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> EXISTING = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;
    private final Path subject;
    private final @Nullable Path journal;
    private final FileChannel channel;
    private volatile @Nullable WriteBack writeBack;
    private long writtenBelow;

    private Part(Path path, Path subject, @Nullable Path journal, FileChannel channel) throws IOException {
        this.path = path;
        this.subject = subject;
        this.journal = journal;
        this.channel = channel;
        this.writtenBelow = channel.size();
    }

    /**
     * Makes an empty one without a journal.
     *
     * @param path where there is no file yet
     * @param subject what it is for, to name it in errors: the destination
     */
    public static Part open(Path path, Path subject) throws ImageException {
        try {
            return fresh(path, subject);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), subject, e);
        }
    }

    /**
     * Opens one that a later attempt, of this process or another, can go on from; makes an empty one where none is. Only
     * one user at a time may have it: the caller sees to that.
     *
     * @param path the file; a symbolic link is refused
     * @param journal the file beside it that says which of its bytes are known to be good; need not exist
     * @param subject what it is for, to name it in errors: the destination
     */
    public static Part resumed(Path path, Path journal, Path subject) throws ImageException {
        try {
            return new Part(path, subject, journal, channel(path, EXISTING));
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), subject, e);
        }
    }

    static Part fresh(Path path, Path subject) throws IOException {
        return new Part(path, subject, null, channel(path, NEW));
    }

    /**
     * Has what is written from now on come to disk while more arrives, so that {@link #force} has less to wait for.
     *
     * @param threads runs a blocking task from time to time, one at a time
     */
    public void writeBack(Executor threads) {
        if (writeBack == null) {
            writeBack = new WriteBack(() -> channel.force(false), threads);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Where it is written down which of its bytes are good; absent if nobody can go on from it later. */
    public Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }

    /** Writes bytes at an offset of the image. */
    public void write(long offset, byte[] bytes, int from, int length) throws ImageException {
        try {
            int start = from;
            int next = from;
            while (next < from + length) {
                long at = offset + next - from;
                int block = (int) Math.min(from + length - next, HOLE_BYTES - at % HOLE_BYTES);
                if (at >= writtenBelow && Arrays.equals(bytes, next, next + block, ZEROS, 0, block)) {
                    transfer(offset + start - from, bytes, start, next - start);
                    start = next + block;
                }
                next += block;
            }
            transfer(offset + start - from, bytes, start, next - start);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), subject, e);
        }
    }

    /** Reads bytes at an offset, as many as are asked for: behind the end of the file there are zeros. */
    public void read(long offset, byte[] bytes, int from, int length) throws ImageException {
        ByteBuffer buffer = BUFFERS.lend();
        try {
            int done = 0;
            while (done < length) {
                buffer.clear().limit(Math.min(FileBuffers.BYTES, length - done));
                int count = channel.read(buffer, offset + done);
                if (count < 0) {
                    Arrays.fill(bytes, from + done, from + length, (byte) 0);
                    return;
                }
                buffer.flip().get(bytes, from + done, count);
                done += count;
            }
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading", path, e);
        } finally {
            BUFFERS.giveBack(buffer);
        }
    }

    /** The bytes up to the end of the file: fewer than were written, if the last of them are zeros. */
    public long length() throws ImageException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw LocalFileErrors.failed("asking for the length of", path, e);
        }
    }

    /** Gives it exactly this length: what lies beyond is dropped, what is missing is zeros. */
    public void length(long bytes) throws ImageException {
        try {
            if (channel.size() > bytes) {
                channel.truncate(bytes);
            } else if (channel.size() < bytes) {
                transfer(bytes - 1, ZEROS, 0, 1);
            }
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), subject, e);
        }
    }

    /** Drops what is in it. */
    public void restart() throws ImageException {
        try {
            channel.truncate(0);
            writtenBelow = 0;
        } catch (IOException e) {
            throw LocalFileErrors.failed("emptying", path, e);
        }
    }

    /** Has all that was written on disk, so that it survives a crash of the machine. */
    public void force() throws ImageException {
        try {
            settle();
            channel.force(true);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), subject, e);
        }
    }

    /** Locks the file for as long as it is open; null if another process holds it. */
    @Nullable
    FileLock tryLock() throws IOException {
        return channel.tryLock();
    }

    @Override
    public void close() throws ImageException {
        try (channel) {
            settle();
        } catch (IOException e) {
            throw LocalFileErrors.failed("closing", path, e);
        }
    }

    private void settle() throws IOException {
        WriteBack running = writeBack;
        if (running != null) {
            running.settle();
        }
    }

    private void transfer(long offset, byte[] bytes, int from, int length) throws IOException {
        ByteBuffer buffer = BUFFERS.lend();
        try {
            int done = 0;
            while (done < length) {
                int count = Math.min(FileBuffers.BYTES, length - done);
                buffer.clear().put(bytes, from + done, count).flip();
                for (long at = offset + done; buffer.hasRemaining(); ) {
                    at += channel.write(buffer, at);
                }
                done += count;
            }
        } finally {
            BUFFERS.giveBack(buffer);
        }
        WriteBack early = writeBack;
        if (early != null) {
            early.written(length);
        }
    }

    private static FileChannel channel(Path path, Set<OpenOption> options) throws IOException {
        if (!POSIX) {
            return FileChannel.open(path, options);
        }
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(path, options, ownerOnly);
    }

    private static Path folder(Path path) {
        Path folder = path.getParent();
        return folder == null ? path : folder;
    }
}

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A file that receives the bytes of an image, at any offset and in any order. Only its owner can read it. Bytes that
 * were never written are zeros; blocks of zeros are not written where the file has none, so that they become holes.
 *
 * <p>{@link #write} and {@link #read} are safe for concurrent use at different offsets; all other methods are for one
 * thread at a time. {@link #close} closes the file and does not delete it; that is up to its {@link Target}.
 */
public final class Part implements AutoCloseable {
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> OPEN = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;
    private final Path destination;
    private final @Nullable Path journal;
    private final FileChannel channel;
    private volatile @Nullable WriteBack writeBack;
    private long writtenBelow;

    private Part(Path path, Path destination, @Nullable Path journal, FileChannel channel) throws IOException {
        this.path = path;
        this.destination = destination;
        this.journal = journal;
        this.channel = channel;
        this.writtenBelow = channel.size();
    }

    /**
     * Creates an empty part without a journal.
     *
     * @param path a file that does not exist yet
     * @param destination the destination, which errors name
     */
    public static Part open(Path path, Path destination) throws ImageException {
        try {
            return create(path, destination);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), destination, e);
        }
    }

    /**
     * Opens a part that a later attempt, of this process or another, can resume; creates it if it is missing. The
     * caller ensures that it has only one user at a time.
     *
     * @param path the file; a symbolic link is refused
     * @param journal the file that records its finished units; need not exist
     * @param destination the destination, which errors name
     */
    public static Part resumed(Path path, Path journal, Path destination) throws ImageException {
        try {
            return new Part(path, destination, journal, channel(path, OPEN));
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), destination, e);
        }
    }

    static Part create(Path path, Path destination) throws IOException {
        return new Part(path, destination, null, channel(path, CREATE));
    }

    /**
     * Starts writing to disk in the background, so that {@link #force} waits less.
     *
     * @param threads runs a blocking task from time to time, one at a time
     */
    public void writeBack(Executor threads) {
        if (writeBack == null) {
            writeBack = new WriteBack(() -> channel.force(false), threads);
        }
    }

    /** Returns the file. */
    public Path path() {
        return path;
    }

    /** Returns the journal, which records the finished units; absent if the part cannot be resumed. */
    public Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }

    /** Writes the remaining bytes at an offset of the image; best from a direct buffer. */
    public void write(long offset, ByteBuffer bytes) throws ImageException {
        try {
            long written = SparseWriter.write(channel, offset, bytes, writtenBelow);
            WriteBack running = writeBack;
            if (running != null) {
                running.written(written);
            }
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), destination, e);
        }
    }

    /** Fills a buffer, best a direct one, from an offset; bytes after the end of the file are zeros. */
    public void read(long offset, ByteBuffer bytes) throws ImageException {
        try {
            long position = offset;
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position);
                if (count < 0) {
                    fillWithZeros(bytes);
                    return;
                }
                position += count;
            }
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading", path, e);
        }
    }

    private static void fillWithZeros(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            bytes.put(SparseWriter.ZEROS.slice(0, Math.min(SparseWriter.BLOCK_BYTES, bytes.remaining())));
        }
    }

    /** Returns the length of the file; it is less than was written if the last bytes are zeros. */
    public long length() throws ImageException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw LocalFileErrors.failed("reading the length of", path, e);
        }
    }

    /** Sets the length of the file: cuts off further bytes, or appends zeros. */
    public void length(long bytes) throws ImageException {
        try {
            if (channel.size() > bytes) {
                channel.truncate(bytes);
            }
            SparseWriter.extend(channel, bytes);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), destination, e);
        }
    }

    /** Empties the file. */
    public void restart() throws ImageException {
        try {
            channel.truncate(0);
            writtenBelow = 0;
        } catch (IOException e) {
            throw LocalFileErrors.failed("emptying", path, e);
        }
    }

    /** Forces all written bytes to disk, so that they survive a crash of the machine. */
    public void force() throws ImageException {
        try {
            awaitWriteBack();
            channel.force(true);
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder(path), destination, e);
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
            awaitWriteBack();
        } catch (IOException e) {
            throw LocalFileErrors.failed("closing", path, e);
        }
    }

    private void awaitWriteBack() throws IOException {
        WriteBack running = writeBack;
        if (running != null) {
            running.awaitIdle();
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

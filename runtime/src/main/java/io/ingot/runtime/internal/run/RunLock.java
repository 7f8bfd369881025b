// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.FrameworkStorage;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.home.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lock that permits one {@code ingot run} per home. The kernel releases it after a crash; the file contains the
 * process that holds it.
 */
public final class RunLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of a home.
     *
     * @param trust checks that only this user can change the folder of the lock
     * @throws LaunchFailure {@code LOCAL_IO} if another process holds the lock, which is named, or if it cannot be
     *     taken
     */
    public static RunLock take(Home home, TrustedPaths trust) throws LaunchFailure {
        Path folder = PrivateFolder.create(home.var().resolve("run"));
        Path file = folder.resolve("lock");
        try {
            trust.folder(folder);
            return new RunLock(folder, locked(home, file, open(file, trust)));
        } catch (UntrustedPathException e) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "the folder of the runtime is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "cannot lock " + file + ": " + ImageException.reason(e), e);
        }
    }

    /** Opens the file without following a link, since it is truncated. */
    private static FileChannel open(Path file, TrustedPaths trust) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            trust.ownFile(file);
        }
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static FileChannel locked(Home home, Path file, FileChannel channel) throws IOException, LaunchFailure {
        if (lock(channel) == null) {
            channel.close();
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO,
                    "another `ingot run` uses the home " + home.path() + ": process "
                            + Files.readString(file).strip()
                            + "; end it, or use another home with --home DIR");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Returns the storage for the framework, which is deleted when the lock is closed. Deletes the storage that a crash
     * left.
     */
    public FrameworkStorage storage() {
        clear();
        return new FrameworkStorage(folder.resolve("framework"), "use another home with --home DIR");
    }

    private void clear() {
        Path storage = folder.resolve("framework");
        if (Files.exists(storage)) {
            PrivateFolder.delete(storage);
        }
    }

    @Override
    public void close() {
        clear();
        try {
            channel.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(RunLock.class).warn("the lock cannot be closed: {}", e.toString());
        }
    }
}

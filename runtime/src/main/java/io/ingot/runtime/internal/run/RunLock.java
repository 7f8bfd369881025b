// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Home;
import io.ingot.runtime.internal.launch.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One runtime per home. Held by the kernel, so that a crash frees it; the file says who holds it. */
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
     * @throws Failure {@code LOCAL_IO} if another process has it, which is named, or if it cannot be had
     */
    public static RunLock take(Home home) throws Failure {
        Path folder = PrivateFolder.make(home.var().resolve("run"));
        Path file = folder.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new Failure(
                        ErrorCode.LOCAL_IO,
                        "another `ingot run` has the home " + home.path() + ": process "
                                + Files.readString(file).strip()
                                + "; end it, or give this one another home with --home DIR");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new RunLock(folder, channel);
        } catch (IOException e) {
            throw new Failure(ErrorCode.LOCAL_IO, "cannot lock " + file + ": " + PrivateFolder.reason(e), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** A folder for what the framework keeps while it runs, gone afterwards; without what a crash left. */
    public Path storage() {
        clear();
        return folder.resolve("framework");
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
            org.slf4j.LoggerFactory.getLogger(RunLock.class).warn("the lock is not freed: {}", e.toString());
        }
    }
}

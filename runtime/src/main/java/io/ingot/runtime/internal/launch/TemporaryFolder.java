// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.file.TrustedUsers;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.FrameworkStorage;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.home.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A temporary folder that only this user may enter, and that is deleted at the end of its process. The process holds a
 * lock in it, so that later processes can tell a folder in use from that of a killed process.
 */
final class TemporaryFolder implements AutoCloseable {
    static final String PREFIX = "ingot-";
    static final String LOCK = "lock";

    private static final String CONTENT = "content";

    private final Path path;
    private final TrustedPaths trust;
    private final FileChannel lock;

    private TemporaryFolder(Path path, TrustedPaths trust, FileChannel lock) {
        this.path = path;
        this.trust = trust;
        this.lock = lock;
    }

    /** Creates a folder in {@code $TMPDIR}. */
    static TemporaryFolder create() throws LaunchFailure {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Creates a folder, and deletes those of killed processes of this user.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if the folder cannot be created, or if other users can replace it
     */
    static TemporaryFolder create(Path parent) throws LaunchFailure {
        try {
            Path path = Files.createTempDirectory(parent, PREFIX);
            try {
                int user = (Integer) Files.getAttribute(path, "unix:uid");
                TrustedPaths trust = new TrustedPaths(new TrustedUsers(user));
                trust.folder(path);
                TemporaryFolder created = new TemporaryFolder(path, trust, lock(path));
                new AbandonedFolders(parent, user).sweepExcept(path);
                return created;
            } catch (IOException e) {
                PrivateFolder.delete(path);
                throw e;
            }
        } catch (UntrustedPathException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO,
                    e.getMessage() + ", or set $TMPDIR to a folder that only this user can change",
                    e);
        } catch (IOException e) {
            throw new FrameworkStorage(parent, "set $TMPDIR to a writable folder").refusal(e);
        }
    }

    /**
     * Creates the lock. The file gets its name after it is locked, so that an unlocked file belongs to a process that
     * has ended.
     */
    private static FileChannel lock(Path folder) throws IOException {
        Path temporary = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(temporary, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return channel;
    }

    /** Returns a folder for any content, which need not exist yet. */
    Path content() {
        return path.resolve(CONTENT);
    }

    /** Returns the check for paths that only this user and root can change. */
    TrustedPaths trust() {
        return trust;
    }

    /** Returns the storage for the framework of a single command. */
    FrameworkStorage storage() {
        return new FrameworkStorage(content().resolve("framework"), "set $TMPDIR to another folder");
    }

    /** Deletes a folder, its lock last, so that the rest is still recognised if this process is killed meanwhile. */
    static void delete(Path folder) {
        PrivateFolder.delete(folder.resolve(CONTENT));
        PrivateFolder.delete(folder);
    }

    @Override
    public void close() {
        delete(path);
        try {
            lock.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(TemporaryFolder.class).debug("the lock of {} cannot be closed", path, e);
        }
    }
}

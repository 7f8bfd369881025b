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
 * A folder among the temporary files, which only this user may enter, and which goes with its process. The process holds a
 * lock in it, so that a later one can tell a folder in use from one that a killed process left.
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

    /** Makes one below {@code $TMPDIR}. */
    static TemporaryFolder make() throws LaunchFailure {
        return make(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Makes one, and deletes those that killed processes of this user left.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if it cannot be made, or if other users can replace it
     */
    static TemporaryFolder make(Path parent) throws LaunchFailure {
        try {
            Path path = Files.createTempDirectory(parent, PREFIX);
            try {
                int user = (Integer) Files.getAttribute(path, "unix:uid");
                TrustedPaths trust = new TrustedPaths(new TrustedUsers(user));
                trust.folder(path);
                TemporaryFolder made = new TemporaryFolder(path, trust, lock(path));
                new AbandonedFolders(parent, user).sweepExcept(path);
                return made;
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
            throw new FrameworkStorage(parent, "set $TMPDIR to a folder that can be written").refusal(e);
        }
    }

    /** The file has its name only once it is locked: one that is not locked was left by a process that has ended. */
    private static FileChannel lock(Path folder) throws IOException {
        Path unnamed = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(
                unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(unnamed, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return channel;
    }

    /** A folder for anything; it need not exist yet. */
    Path content() {
        return path.resolve(CONTENT);
    }

    /** The paths that only this user and root can change. */
    TrustedPaths trust() {
        return trust;
    }

    /** Where the framework of a single command keeps its files. */
    FrameworkStorage storage() {
        return new FrameworkStorage(content().resolve("framework"), "set $TMPDIR to another folder");
    }

    /** Deletes such a folder, the lock last: if the process is killed meanwhile, the rest can still be told from one in use. */
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
            org.slf4j.LoggerFactory.getLogger(TemporaryFolder.class).debug("the lock of {} is not closed", path, e);
        }
    }
}

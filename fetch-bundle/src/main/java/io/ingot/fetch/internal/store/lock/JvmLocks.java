// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.lock;

import io.ingot.common.file.FileState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One lock file, opened once in this JVM: POSIX drops all locks that a process has on a file as soon as it closes any
 * handle of it. So everybody here, be it through another class loader, uses one channel, which stands in a table of the
 * JVM's system properties. The table holds types of the JDK only: strings, numbers, collections, and a channel.
 */
final class JvmLocks {
    private static final String TABLE = "io.ingot.fetch.store.locks";
    private static final String CHANNEL = "channel";
    private static final String USERS = "users";
    private static final String HELD = "held";
    private static final Set<OpenOption> BOTH =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Map<String, Map<String, Object>> table;
    private final String key;

    private JvmLocks(Map<String, Map<String, Object>> table, String key) {
        this.table = table;
        this.key = key;
    }

    /** Takes a share in the channel of a file, which is made if it is missing. */
    static JvmLocks open(Path file) throws IOException {
        Map<String, Map<String, Object>> table = table();
        synchronized (table) {
            make(file);
            JvmLocks locks = new JvmLocks(table, FileState.identity(file, LinkOption.NOFOLLOW_LINKS));
            locks.share(file);
            return locks;
        }
    }

    /**
     * Locks a byte for this JVM.
     *
     * @param amongProcesses whether for all processes, too
     * @return absent if somebody has it
     */
    Optional<Taken> tryLock(long position, boolean amongProcesses) throws IOException {
        synchronized (table) {
            if (held().contains(position)) {
                return Optional.empty();
            }
            FileLock lock = null;
            if (amongProcesses) {
                lock = kernelLock(position);
                if (lock == null) {
                    return Optional.empty();
                }
            }
            held().add(position);
            share(1);
            return Optional.of(new Taken(position, lock));
        }
    }

    /** Whether the file system has locks: whether one byte, which nobody else locks, can be locked. */
    boolean worksAmongProcesses(long position) throws IOException {
        synchronized (table) {
            try (FileLock lock = kernelLock(position)) {
                return true;
            } catch (IOException e) {
                if (!channel().isOpen()) {
                    throw e;
                }
                return false;
            }
        }
    }

    private @Nullable FileLock kernelLock(long position) throws IOException {
        try {
            return channel().tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gives a byte back. */
    void release(Taken taken) throws IOException {
        synchronized (table) {
            held().remove(taken.position());
            FileLock lock = taken.lock();
            try {
                if (lock != null) {
                    lock.release();
                }
            } finally {
                share(-1);
            }
        }
    }

    /** Gives the share back; the last one closes the channel. */
    void close() throws IOException {
        synchronized (table) {
            share(-1);
        }
    }

    private void share(Path file) throws IOException {
        if (!table.containsKey(key)) {
            Map<String, Object> one = new HashMap<>();
            one.put(CHANNEL, FileChannel.open(file, BOTH));
            one.put(USERS, 0);
            one.put(HELD, new HashSet<Long>());
            table.put(key, one);
        }
        share(1);
    }

    private void share(int more) throws IOException {
        int users = (Integer) part(USERS) + more;
        entry().put(USERS, users);
        if (users == 0) {
            FileChannel channel = channel();
            table.remove(key);
            channel.close();
        }
    }

    private FileChannel channel() {
        return (FileChannel) part(CHANNEL);
    }

    @SuppressWarnings("unchecked") // every version of this class has put a set of numbers there
    private Set<Long> held() {
        return (Set<Long>) part(HELD);
    }

    private Object part(String name) {
        Object part = entry().get(name);
        if (part == null) {
            throw new IllegalStateException("the table of locks has no " + name);
        }
        return part;
    }

    private Map<String, Object> entry() {
        Map<String, Object> entry = table.get(key);
        if (entry == null) {
            throw new IllegalStateException("the lock file is closed");
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // every version of this class has put such a table there
    private static Map<String, Map<String, Object>> table() {
        Object table = System.getProperties().computeIfAbsent(TABLE, name -> new HashMap<>());
        return (Map<String, Map<String, Object>>) table;
    }

    private static void make(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                FileChannel.open(file, NEW, OWNER_ONLY).close();
            } catch (FileAlreadyExistsException e) {
                return; // another process was faster
            }
        }
    }

    /**
     * A byte that was locked.
     *
     * @param lock the kernel's; absent if it is held in this JVM only
     */
    record Taken(long position, @Nullable FileLock lock) {}
}

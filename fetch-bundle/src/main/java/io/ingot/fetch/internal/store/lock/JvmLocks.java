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
 * The locks on one lock file, which is open only once in this JVM: POSIX drops all locks of a process on a file as soon
 * as the process closes any handle of it. Therefore all users of a file, even from other class loaders, share one
 * channel, which is kept in a table in the system properties. The table holds only JDK types: strings, numbers,
 * collections, and a channel.
 */
final class JvmLocks {
    private static final String TABLE = "io.ingot.fetch.store.locks";
    private static final String CHANNEL = "channel";
    private static final String USERS = "users";
    private static final String HELD = "held";
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Map<String, Map<String, Object>> table;
    private final String key;

    private JvmLocks(Map<String, Map<String, Object>> table, String key) {
        this.table = table;
        this.key = key;
    }

    /** Shares the channel of a lock file; creates the file if it is missing. */
    static JvmLocks open(Path file) throws IOException {
        Map<String, Map<String, Object>> table = table();
        synchronized (table) {
            createIfMissing(file);
            JvmLocks locks = new JvmLocks(table, FileState.identity(file, LinkOption.NOFOLLOW_LINKS));
            locks.share(file);
            return locks;
        }
    }

    /**
     * Tries to lock a byte.
     *
     * @param interProcess whether to lock it against other processes, too
     * @return absent if the byte is locked already
     */
    Optional<LockedByte> tryLock(long position, boolean interProcess) throws IOException {
        synchronized (table) {
            if (held().contains(position)) {
                return Optional.empty();
            }
            FileLock lock = null;
            if (interProcess) {
                lock = kernelLock(position);
                if (lock == null) {
                    return Optional.empty();
                }
            }
            held().add(position);
            addUsers(1);
            return Optional.of(new LockedByte(position, lock));
        }
    }

    /** Returns whether the file system supports locks. Tries a byte that nothing else locks. */
    boolean supportsInterProcessLocks(long position) throws IOException {
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

    /** Unlocks a byte. */
    void release(LockedByte locked) throws IOException {
        synchronized (table) {
            held().remove(locked.position());
            FileLock lock = locked.lock();
            try {
                if (lock != null) {
                    lock.release();
                }
            } finally {
                addUsers(-1);
            }
        }
    }

    /** Ends the share in the channel; the last one closes it. */
    void close() throws IOException {
        synchronized (table) {
            addUsers(-1);
        }
    }

    private void share(Path file) throws IOException {
        if (!table.containsKey(key)) {
            Map<String, Object> entry = new HashMap<>();
            entry.put(CHANNEL, FileChannel.open(file, READ_WRITE));
            entry.put(USERS, 0);
            entry.put(HELD, new HashSet<Long>());
            table.put(key, entry);
        }
        addUsers(1);
    }

    private void addUsers(int count) throws IOException {
        int users = (Integer) value(USERS) + count;
        entry().put(USERS, users);
        if (users == 0) {
            FileChannel channel = channel();
            table.remove(key);
            channel.close();
        }
    }

    private FileChannel channel() {
        return (FileChannel) value(CHANNEL);
    }

    @SuppressWarnings("unchecked") // every version of this class stores a set of numbers
    private Set<Long> held() {
        return (Set<Long>) value(HELD);
    }

    private Object value(String name) {
        Object value = entry().get(name);
        if (value == null) {
            throw new IllegalStateException("the lock table has no " + name);
        }
        return value;
    }

    private Map<String, Object> entry() {
        Map<String, Object> entry = table.get(key);
        if (entry == null) {
            throw new IllegalStateException("the lock file is closed");
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // every version of this class stores such a table
    private static Map<String, Map<String, Object>> table() {
        Object table = System.getProperties().computeIfAbsent(TABLE, name -> new HashMap<>());
        return (Map<String, Map<String, Object>>) table;
    }

    private static void createIfMissing(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                FileChannel.open(file, CREATE, OWNER_ONLY).close();
            } catch (FileAlreadyExistsException e) {
                return; // another process created it first
            }
        }
    }

    /**
     * A locked byte.
     *
     * @param position the offset in the lock file
     * @param lock the lock of the kernel; null if the byte is locked in this JVM only
     */
    record LockedByte(long position, @Nullable FileLock lock) {}
}

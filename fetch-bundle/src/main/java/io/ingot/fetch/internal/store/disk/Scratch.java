// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.FileState;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes new versions of files to scratch files, and then renames these. A scratch file is named
 * {@code NAME.WRITER.NUMBER.tmp}. WRITER is random for each open store, which holds a lock of that name while it is
 * open.
 */
public final class Scratch {
    private static final Pattern NAME =
            Pattern.compile("[^.]{1,64}(?:\\.[a-z0-9]{1,16}){0,2}\\.([0-9a-f]{16})\\.[0-9]{1,19}\\.tmp");
    private static final int WRITER_BYTES = 8;

    private final StoreDisk disk;
    private final String writer;
    private final AtomicLong number = new AtomicLong();

    /** Creates a writer with a random name. */
    public Scratch(StoreDisk disk) {
        byte[] random = new byte[WRITER_BYTES];
        new SecureRandom().nextBytes(random);
        this.disk = disk;
        this.writer = HexFormat.of().formatHex(random);
    }

    /** Returns the name of this writer, 16 hexadecimal digits. */
    public String writer() {
        return writer;
    }

    /** Returns the writer of a scratch file; absent if the name is not that of a scratch file. */
    public static Optional<String> writerOf(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Returns the uid that owns the files that this process creates in a folder. */
    public int self(Path folder) throws IOException {
        try (Draft draft = draft(folder.resolve("self"), new byte[0])) {
            return disk.state(draft.scratch)
                    .map(FileState::owner)
                    .orElseThrow(() ->
                            new IOException("the scratch file " + draft.scratch + " was deleted by another program"));
        }
    }

    /** Replaces a file in one step. A crash of the machine may leave the old or a truncated version. */
    public void replace(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draft(file, bytes)) {
            draft.publish();
        }
    }

    /**
     * Replaces a file in two steps, so that it is missing for a moment. A rename onto an existing file would make ext4
     * write the new one to disk immediately, and wait for the allocation of its blocks.
     */
    public void replaceWithoutFlush(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draft(file, bytes)) {
            disk.delete(file);
            draft.publish();
        }
    }

    /** Replaces a file in one step that survives a crash of the machine. */
    public void replaceDurably(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draftDurably(file, bytes)) {
            draft.publish();
            disk.force(parent(file));
        }
    }

    /** Writes a new version of a file and forces it to disk; it is not published yet. */
    public Draft draftDurably(Path file, byte[] bytes) throws IOException {
        Draft draft = draft(file, bytes);
        try {
            disk.force(draft.scratch);
            return draft;
        } catch (IOException e) {
            draft.close();
            throw e;
        }
    }

    private Draft draft(Path file, byte[] bytes) throws IOException {
        Path scratch = file.resolveSibling(file.getFileName() + "." + writer + "." + number.incrementAndGet() + ".tmp");
        Draft draft = new Draft(disk, scratch, file);
        try {
            disk.create(scratch, bytes);
            return draft;
        } catch (IOException e) {
            draft.close();
            throw e;
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** A new version of a file that is not published yet. */
    public static final class Draft implements AutoCloseable {
        private final StoreDisk disk;
        private final Path scratch;
        private final Path file;
        private boolean pending = true;

        private Draft(StoreDisk disk, Path scratch, Path file) {
            this.disk = disk;
            this.scratch = scratch;
            this.file = file;
        }

        /** Renames the scratch file to its final name. The caller forces the folder to disk. */
        public void publish() throws IOException {
            disk.move(scratch, file);
            pending = false;
        }

        /** Deletes the scratch file if it was not published. */
        @Override
        public void close() throws IOException {
            if (pending) {
                pending = false;
                disk.delete(scratch);
            }
        }
    }
}

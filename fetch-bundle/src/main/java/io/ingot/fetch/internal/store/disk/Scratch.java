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
 * New versions of files, written under a name of their own and then moved to where they belong. The name says who wrote
 * it: {@code NAME.WRITER.NUMBER.tmp}, where WRITER is random for each open store, which holds a lock of that name as long
 * as it lives.
 */
public final class Scratch {
    private static final Pattern NAME =
            Pattern.compile("[^.]{1,64}(?:\\.[a-z0-9]{1,16}){0,2}\\.([0-9a-f]{16})\\.[0-9]{1,19}\\.tmp");
    private static final int WRITER_BYTES = 8;

    private final StoreDisk disk;
    private final String writer;
    private final AtomicLong number = new AtomicLong();

    /** A writer of its own. */
    public Scratch(StoreDisk disk) {
        byte[] random = new byte[WRITER_BYTES];
        new SecureRandom().nextBytes(random);
        this.disk = disk;
        this.writer = HexFormat.of().formatHex(random);
    }

    /** Who writes, 16 hexadecimal digits. */
    public String writer() {
        return writer;
    }

    /** The writer of a file that is named like those made here; absent for any other. */
    public static Optional<String> writerOf(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** The number of the user who owns what this process makes in a folder. */
    public int self(Path within) throws IOException {
        try (Draft draft = draft(within.resolve("self"), new byte[0])) {
            return disk.state(draft.scratch)
                    .map(FileState::owner)
                    .orElseThrow(() -> new IOException("what was just made has gone: " + draft.scratch));
        }
    }

    /** Replaces a file in one step; a crash of the machine may leave the old one, or a torn one. */
    public void replace(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draft(file, bytes)) {
            draft.publish();
        }
    }

    /**
     * Replaces a file in two steps: for a moment there is none. A rename onto a file would make ext4 write the new one to
     * the disk at once, and wait until it has room there.
     */
    public void replaceAtLeisure(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draft(file, bytes)) {
            disk.delete(file);
            draft.publish();
        }
    }

    /** Replaces a file in one step, whole on disk. */
    public void replaceDurably(Path file, byte[] bytes) throws IOException {
        try (Draft draft = draftDurably(file, bytes)) {
            draft.publish();
            disk.force(parent(file));
        }
    }

    /** A new version of a file, whole on disk, not yet in its place. */
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

    /** A new version that is not yet in its place. */
    public static final class Draft implements AutoCloseable {
        private final StoreDisk disk;
        private final Path scratch;
        private final Path file;
        private boolean open = true;

        private Draft(StoreDisk disk, Path scratch, Path file) {
            this.disk = disk;
            this.scratch = scratch;
            this.file = file;
        }

        /** Puts it in its place; its folder is to be forced by the caller. */
        public void publish() throws IOException {
            disk.move(scratch, file);
            open = false;
        }

        /** Deletes what was not published. */
        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                disk.delete(scratch);
            }
        }
    }
}

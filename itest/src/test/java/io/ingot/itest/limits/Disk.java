// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.limits;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file system mounted by {@code itest/disks/disk.sh}; a failure to mount it fails the test. */
final class Disk implements AutoCloseable {
    private static final Path SCRIPT = Path.of(System.getProperty("basedir"), "disks", "disk.sh");
    private static final int BLOCK = 64 * 1024;

    private final Path folder;

    /** Creates a disk for a mount point. */
    Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts a new file system: {@code tmpfs}, {@code ext4}, {@code xfs} or {@code btrfs}. */
    void mount(String kind, int mebibytes) throws IOException {
        run("mount", kind, Integer.toString(mebibytes));
    }

    /** Mounts a {@code tmpfs} with a limit of files and directories, including its root. */
    void mountForFiles(int mebibytes, int inodes) throws IOException {
        run("mount", "tmpfs", Integer.toString(mebibytes), Integer.toString(inodes));
    }

    /** Creates empty files until the limit is reached. */
    void fillWithFiles() throws IOException {
        for (int number = 0; ; number++) {
            try {
                Files.createFile(folder.resolve("file-" + number));
            } catch (FileSystemException e) {
                return;
            }
        }
    }

    /** The mount point. */
    Path folder() {
        return folder;
    }

    /** Resolves a name below the mount point. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The usable space in bytes. */
    long usable() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Writes a file until only this many bytes are left. */
    void fillUpTo(long left) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("filling"))) {
            byte[] block = new byte[BLOCK];
            while (usable() > left + BLOCK) {
                file.write(block);
            }
        }
    }

    /** Remounts the file system read-only. */
    void readOnly() throws IOException {
        run("readonly");
    }

    @Override
    public void close() throws IOException {
        run("unmount");
    }

    private void run(String action, String... rest) throws IOException {
        List<String> line = new ArrayList<>(List.of(SCRIPT.toString(), action, folder.toString()));
        line.addAll(List.of(rest));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(line + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(line.toString());
        }
    }
}

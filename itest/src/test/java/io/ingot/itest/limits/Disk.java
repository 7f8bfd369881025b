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

/** A small file system, mounted by {@code itest/disks/disk.sh}; one that cannot be mounted fails the test. */
final class Disk implements AutoCloseable {
    private static final Path SCRIPT = Path.of(System.getProperty("basedir"), "disks", "disk.sh");
    private static final int BLOCK = 64 * 1024;

    private final Path folder;

    /** That which will be mounted at a folder. */
    Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts a new one: {@code tmpfs}, {@code ext4}, {@code xfs} or {@code btrfs}. */
    void mount(String kind, int mebibytes) throws IOException {
        run("mount", kind, Integer.toString(mebibytes));
    }

    /** Mounts a {@code tmpfs} for so many files and folders, its own included. */
    void mountForFiles(int mebibytes, int inodes) throws IOException {
        run("mount", "tmpfs", Integer.toString(mebibytes), Integer.toString(inodes));
    }

    /** Makes empty files until there can be no more. */
    void fillWithFiles() throws IOException {
        for (int number = 0; ; number++) {
            try {
                Files.createFile(folder.resolve("file-" + number));
            } catch (FileSystemException e) {
                return;
            }
        }
    }

    /** Where it is. */
    Path folder() {
        return folder;
    }

    /** A file or folder of it. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The bytes that still fit. */
    long usable() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Fills it with a file until only so many bytes fit. */
    void fillUpTo(long left) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("filling"))) {
            byte[] block = new byte[BLOCK];
            while (usable() > left + BLOCK) {
                file.write(block);
            }
        }
    }

    /** From now on it is read only. */
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
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(line + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(line.toString());
        }
    }
}

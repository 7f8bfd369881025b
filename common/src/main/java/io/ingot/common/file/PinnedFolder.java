// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with a path that leads to it even if its parents are renamed or replaced. A child process has the folder as
 * its working directory; the path is {@code /proc/PID/cwd}. Java has no handle of a folder that works for programs such
 * as {@code cp}, for hard links, or for paths of other components. Opening a folder could also block forever if a pipe
 * has replaced it; {@code chdir} opens nothing.
 *
 * <p>The child process ends when this is closed, and with this process.
 */
public final class PinnedFolder implements Closeable {
    /** Waits for a line before it executes the program. */
    private static final List<String> WAITING_SHELL = List.of("/bin/sh", "-c", "read -r line && exec \"$@\"", "sh");

    private final Process child;
    private final Path process;

    private PinnedFolder(Process child) {
        this.child = child;
        this.process = Path.of("/proc", Long.toString(child.pid()));
    }

    /**
     * Pins a folder.
     *
     * @param path a path of the folder, possibly through symbolic links
     * @param real the path that it resolved to, without symbolic links
     * @throws IOException if the path no longer resolves to {@code real}, or {@code /proc} or {@code /bin/sh} is
     *     missing
     */
    public static PinnedFolder of(Path path, Path real) throws IOException {
        return start(path, real, List.of());
    }

    /**
     * Pins a folder, for a program to run in.
     *
     * @param real the path of the folder, without symbolic links
     * @param program the program that {@link #run} executes in the folder
     */
    public static PinnedFolder running(Path real, String... program) throws IOException {
        return start(real, real, List.of(program));
    }

    /**
     * Pins a folder in this one.
     *
     * @param name its name, which must not be that of a symbolic link
     */
    public PinnedFolder below(Path name) throws IOException {
        return of(path().resolve(name), Files.readSymbolicLink(path()).resolve(name));
    }

    private static PinnedFolder start(Path path, Path real, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(WAITING_SHELL);
        command.addAll(program);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(path.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        PinnedFolder pinned = new PinnedFolder(builder.start());
        boolean isPinned = false;
        try {
            isPinned = Files.readSymbolicLink(pinned.path()).equals(real);
        } finally {
            if (!isPinned) {
                pinned.close();
            }
        }
        if (!isPinned) {
            throw new NotDirectoryException(real.toString());
        }
        return pinned;
    }

    /** Returns the path of the folder. */
    public Path path() {
        return process.resolve("cwd");
    }

    /** Executes the program in the folder, with pipes as standard streams. */
    public Process run() throws IOException {
        try (OutputStream input = child.getOutputStream()) {
            input.write('\n');
        }
        return child;
    }

    /** Returns the path of an open file of the child process. */
    public Path openFile(int descriptor) {
        return process.resolve("fd").resolve(Integer.toString(descriptor));
    }

    @Override
    public void close() {
        child.destroyForcibly();
    }
}

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
 * A folder that is held, with a path that leads to it whatever others do to the names above it. A child process has it as
 * its working directory; the path is {@code /proc/PID/cwd}. Java itself has no handle of a folder with which a program such
 * as {@code cp}, a hard link or a path of another component could work, and to open one may wait for ever where a pipe has
 * taken its name: {@code chdir} opens nothing.
 *
 * <p>The child ends when this is closed, and with this process.
 */
public final class PinnedFolder implements Closeable {
    /** Waits for a line before it becomes the program. */
    private static final List<String> HOLDER = List.of("/bin/sh", "-c", "read -r line && exec \"$@\"", "sh");

    private final Process holder;
    private final Path process;

    private PinnedFolder(Process holder) {
        this.holder = holder;
        this.process = Path.of("/proc", Long.toString(holder.pid()));
    }

    /**
     * Holds a folder.
     *
     * @param real its path, without symbolic links
     * @param program what {@link #run} makes of the child; it runs in the folder
     * @throws IOException if there is no such folder at that very path, or no {@code /proc} or {@code /bin/sh}
     */
    public static PinnedFolder of(Path real, String... program) throws IOException {
        List<String> command = new ArrayList<>(HOLDER);
        command.addAll(List.of(program));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(real.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        PinnedFolder pinned = new PinnedFolder(builder.start());
        boolean right = false;
        try {
            right = Files.readSymbolicLink(pinned.path()).equals(real);
        } finally {
            if (!right) {
                pinned.close();
            }
        }
        if (!right) {
            throw new NotDirectoryException(real.toString());
        }
        return pinned;
    }

    /** The path of the folder. */
    public Path path() {
        return process.resolve("cwd");
    }

    /** Lets the child become its program, which runs in the folder, its standard output a pipe. */
    public Process run() throws IOException {
        try (OutputStream input = holder.getOutputStream()) {
            input.write('\n');
        }
        return holder;
    }

    /** The path of a file that the child has open. */
    public Path openFile(int descriptor) {
        return process.resolve("fd").resolve(Integer.toString(descriptor));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.Weakness;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A name that untrusted users can change at any time. They may replace the file with a named pipe, on which {@code open}
 * waits for a writer that never comes, and Java cannot open a file without waiting. Therefore {@code dd} opens it with
 * {@code O_NONBLOCK} and {@code O_NOFOLLOW}, in a pinned folder. While {@code dd} waits until its output is read, this type
 * inspects the file that {@code dd} has open, and reopens it if it is a regular file: a file never becomes a pipe.
 */
final class SharedFileName implements FileName {
    private static final int STANDARD_INPUT = 0;
    private static final int MAX_REASON_BYTES = 1000;
    private static final int PROGRAM_MISSING = 127;

    private final Path real;
    private final Path name;
    private final PinnedFolder folder;

    private SharedFileName(Path real, Path name, PinnedFolder folder) {
        this.real = real;
        this.name = name;
        this.folder = folder;
    }

    /** @param weakness the place on the path that other users can change */
    static SharedFileName open(Path real, Weakness weakness) throws IOException {
        Path folder = Objects.requireNonNull(real.getParent());
        Path name = Objects.requireNonNull(real.getFileName());
        try {
            // Padded to more than a pipe's capacity, so that dd does not end for any file that has bytes.
            return new SharedFileName(
                    real,
                    name,
                    PinnedFolder.running(
                            folder,
                            "dd",
                            "if=./" + name,
                            "iflag=nonblock,nofollow",
                            "bs=1M",
                            "count=1",
                            "conv=sync",
                            "status=none"));
        } catch (IOException e) {
            throw new IOException(
                    "its folder cannot be pinned: " + ImageException.reason(e) + "; " + weakness.text()
                            + "; let only root or the user of this process write there",
                    e);
        }
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
        return Files.readAttributes(folder.path().resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Opened open(Call call) throws IOException {
        Process dd = folder.run();
        try (Call.Registration registration = call.onCancel(dd::destroyForcibly)) {
            boolean hasOutput = dd.getInputStream().read() >= 0;
            call.check();
            if (!hasOutput) {
                throw failure(dd);
            }
            return reopen(folder.openFile(STANDARD_INPUT), dd);
        } catch (IOException e) {
            call.check(); // cancelling kills dd, which closes the stream
            throw e;
        }
    }

    private Opened reopen(Path openFile, Process dd) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(openFile, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw replaced();
        }
        FileChannel channel = FileChannel.open(openFile, StandardOpenOption.READ);
        if (!dd.isAlive()) { // then another process may have its process id
            channel.close();
            throw replaced();
        }
        return new Opened(channel, attributes);
    }

    private IOException failure(Process dd) throws IOException {
        String output = new String(dd.getErrorStream().readNBytes(MAX_REASON_BYTES), StandardCharsets.UTF_8).strip();
        if (output.endsWith("Permission denied")) {
            return new AccessDeniedException(real.toString());
        }
        if (output.contains("iflag") || (!dd.isAlive() && dd.exitValue() == PROGRAM_MISSING)) {
            return new IOException(
                    "other users can write to its folder, where only dd of GNU coreutils can open files safely ("
                            + output + "); install it, or let only root or the user of this process write there");
        }
        return replaced();
    }

    private ImageException replaced() {
        return ImageException.versionChange(real + " was replaced while it was opened");
    }

    @Override
    public void close() {
        folder.close();
    }
}

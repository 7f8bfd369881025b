// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.image.Call;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clones files with {@code cp --reflink=always}, as Java has no API for it. Tries only file systems that may support
 * clones, and remembers pairs of file systems that do not. Safe for concurrent use.
 */
final class ReflinkCloner {
    private static final Logger LOG = LoggerFactory.getLogger(ReflinkCloner.class);
    private static final Set<String> FILE_SYSTEMS = Set.of("xfs", "btrfs", "bcachefs", "ocfs2", "zfs");
    /** The errors of {@code ioctl(FICLONE)} that are permanent: EOPNOTSUPP, ENOTTY, EXDEV, EINVAL, ENOSYS. */
    private static final List<String> PERMANENT_REASONS = List.of(
            "Operation not supported",
            "Not supported",
            "Inappropriate ioctl for device",
            "Invalid cross-device link",
            "Invalid argument",
            "Function not implemented");

    private static final int MAX_REASON_BYTES = 1000;

    private final String fileSystem;
    private final List<String> program;
    private final Set<DevicePair> unsupported = ConcurrentHashMap.newKeySet();

    /** @param fileSystem the type of the store's file system */
    ReflinkCloner(String fileSystem) {
        this(fileSystem, List.of("cp"));
    }

    /** @param program the command to run instead of {@code cp} */
    ReflinkCloner(String fileSystem, List<String> program) {
        this.fileSystem = fileSystem;
        this.program = List.copyOf(program);
    }

    /** The device numbers of two file systems. */
    record DevicePair(Object from, Object to) {}

    /** Returns whether the type of the store's file system may support clones. */
    boolean maySupport() {
        return FILE_SYSTEMS.contains(fileSystem);
    }

    /** Returns whether cloning between these file systems may work. */
    boolean maySupport(DevicePair pair) {
        return maySupport() && !unsupported.contains(pair);
    }

    /**
     * Clones a file.
     *
     * @param target a file that does not exist yet; after a failure it may exist, and is not usable
     * @param pair the file systems of both files
     * @return whether the clone was made
     */
    boolean clone(Path source, Path target, DevicePair pair, Call call) throws IOException {
        Process cp = start(source, target);
        try (Call.Registration cancelled = call.onCancel(cp::destroyForcibly)) {
            String error = new String(cp.getErrorStream().readNBytes(MAX_REASON_BYTES), StandardCharsets.UTF_8).strip();
            int status = cp.waitFor();
            call.check();
            if (status != 0) {
                logFailure(pair, status, error);
            }
            return status == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            call.check(); // the end of the call closes the stream
            throw e;
        } finally {
            cp.destroyForcibly();
        }
    }

    private void logFailure(DevicePair pair, int status, String error) {
        boolean permanent = PERMANENT_REASONS.stream().anyMatch(error::endsWith);
        if (permanent && unsupported.add(pair)) {
            LOG.info("images cannot be cloned from device {} to device {}: {}", pair.from(), pair.to(), error);
        } else {
            LOG.info("cloning an image failed: cp ended with status {}: {}", status, error);
        }
    }

    private Process start(Path source, Path target) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "--reflink=always",
                "--remove-destination", // never writes through a link that was created there meanwhile
                "--no-target-directory",
                "--",
                source.toString(),
                target.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C"); // the error text is matched
        return builder.start();
    }
}

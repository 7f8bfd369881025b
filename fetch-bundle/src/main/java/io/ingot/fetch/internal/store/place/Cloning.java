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
 * Clones by {@code cp --reflink=always}: Java has no call for it. Tried only on file systems that may have clones, and
 * never again between two of which one has said that it cannot. Safe for concurrent use.
 */
final class Cloning {
    private static final Logger LOG = LoggerFactory.getLogger(Cloning.class);
    private static final Set<String> TYPES = Set.of("xfs", "btrfs", "bcachefs", "ocfs2", "zfs");
    /** What {@code ioctl(FICLONE)} fails with where it will always fail: EOPNOTSUPP, ENOTTY, EXDEV, EINVAL, ENOSYS. */
    private static final List<String> LASTING = List.of(
            "Operation not supported",
            "Not supported",
            "Inappropriate ioctl for device",
            "Invalid cross-device link",
            "Invalid argument",
            "Function not implemented");

    private static final int LONGEST_REASON = 1000;

    private final String type;
    private final List<String> program;
    private final Set<Pair> impossible = ConcurrentHashMap.newKeySet();

    /** @param type of the store's file system */
    Cloning(String type) {
        this(type, List.of("cp"));
    }

    /** @param program what is run in the place of {@code cp} */
    Cloning(String type, List<String> program) {
        this.type = type;
        this.program = List.copyOf(program);
    }

    /** Two file systems, by their device numbers. */
    record Pair(Object from, Object to) {}

    /** Whether the store's file system is of a sort that may have clones. */
    boolean possible() {
        return TYPES.contains(type);
    }

    /** Whether it is worth a try between these two. */
    boolean possible(Pair pair) {
        return possible() && !impossible.contains(pair);
    }

    /**
     * Makes a clone.
     *
     * @param target a name of which there is no file yet; one that is there afterwards without success is of no use
     * @param pair where the two lie
     * @return whether it stands there
     */
    boolean clone(Path source, Path target, Pair pair, Call call) throws IOException {
        Process cp = start(source, target);
        try (Call.Registration cancelled = call.onCancel(cp::destroyForcibly)) {
            String said = new String(cp.getErrorStream().readNBytes(LONGEST_REASON), StandardCharsets.UTF_8).strip();
            int status = cp.waitFor();
            call.check();
            if (status != 0) {
                refused(pair, status, said);
            }
            return status == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            call.check(); // its end closes the stream
            throw e;
        } finally {
            cp.destroyForcibly();
        }
    }

    private void refused(Pair pair, int status, String said) {
        boolean lasting = LASTING.stream().anyMatch(said::endsWith);
        if (lasting && impossible.add(pair)) {
            LOG.info("held images are not cloned from device {} to {}: {}", pair.from(), pair.to(), said);
        } else {
            LOG.info("a held image was not cloned this time: cp ended with {}: {}", status, said);
        }
    }

    private Process start(Path source, Path target) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "--reflink=always",
                "--remove-destination", // what somebody put there meanwhile, such as a link, is not written to
                "--no-target-directory",
                "--",
                source.toString(),
                target.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C"); // the reason is read
        return builder.start();
    }
}

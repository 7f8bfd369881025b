// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.image.Call;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clones by {@code cp --reflink=always}: Java has no call for it. Tried only on file systems that may have clones, and
 * never again where it failed once.
 */
final class Cloning {
    private static final Logger LOG = LoggerFactory.getLogger(Cloning.class);
    private static final Set<String> TYPES = Set.of("xfs", "btrfs", "bcachefs", "ocfs2", "zfs");

    private final String type;
    private volatile boolean failed;

    /** @param type of the store's file system */
    Cloning(String type) {
        this.type = type;
    }

    /** Whether it is worth a try. */
    boolean possible() {
        return TYPES.contains(type) && !failed;
    }

    /**
     * Makes a clone.
     *
     * @param target a name of which there is no file yet
     * @return whether it stands there
     */
    boolean clone(Path source, Path target, Call call) throws IOException {
        Process cp;
        try {
            cp = start(source, target);
        } catch (IOException e) {
            return refused(e.toString());
        }
        try (Call.Escape cancelled = call.onCancel(cp::destroyForcibly)) {
            int status = cp.waitFor();
            call.check();
            if (status == 0) {
                return true;
            }
            Files.deleteIfExists(target);
            return refused("cp --reflink=always ended with " + status);
        } catch (InterruptedException e) {
            cp.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean refused(String why) {
        failed = true;
        LOG.info("held images are not cloned here from now on: {}", why);
        return false;
    }

    private static Process start(Path source, Path target) throws IOException {
        return new ProcessBuilder(List.of(
                        "cp", "--reflink=always", "--no-target-directory", "--", source.toString(), target.toString()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

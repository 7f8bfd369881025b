// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Home;
import io.ingot.runtime.internal.launch.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The folder {@code deploy} of an instance: its jars are run, so nobody else may write there. */
public final class DeployFolder {
    private static final int ROOT = 0;

    private final Path folder;

    public DeployFolder(Home home) {
        this.folder = home.deploy();
    }

    /** Makes the folder unless it is there. */
    public void make() throws Failure {
        PrivateFolder.make(folder);
    }

    /**
     * Checks that only this user, or root, decides what is run: neither the folder nor the one it lies in may be
     * others' to write.
     *
     * @param user the number of the user that this process runs as
     * @throws Failure {@code LOCAL_IO} if others may write
     */
    public void check(int user) throws Failure {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Path real = folder.toRealPath();
            check(real, user);
            Path parent = real.getParent();
            if (parent != null) {
                check(parent, user);
            }
        } catch (IOException e) {
            throw new Failure(
                    ErrorCode.LOCAL_IO, "cannot read the folder " + folder + ": " + PrivateFolder.reason(e), e);
        }
    }

    private static void check(Path path, int user) throws IOException, Failure {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        if (owner != user && owner != ROOT) {
            throw refuse(path, "it belongs to user " + owner, "chown " + user + " " + path);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refuse(path, "others may write it", "chmod go-w " + path);
        }
    }

    private static Failure refuse(Path path, String why, String remedy) {
        return new Failure(
                ErrorCode.LOCAL_IO,
                "jars of the deploy folder are run, so nobody else may write " + path + ", and " + why + "; try: "
                        + remedy);
    }

    /** The jars that are there now, by name. */
    public List<Path> jars() throws Failure {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCode.LOCAL_IO, "cannot read the folder " + folder + ": " + PrivateFolder.reason(e), e);
        }
    }

    /**
     * What Felix File Install is told: only jars of this folder, nothing of its own in shared places, and no bundle
     * refreshed for an import that it can do without.
     */
    public Map<String, String> properties(Path temporary, Duration poll) {
        return Map.ofEntries(
                Map.entry("felix.fileinstall.dir", folder.toString()),
                Map.entry("felix.fileinstall.filter", ".*\\.jar"),
                Map.entry("felix.fileinstall.poll", Long.toString(poll.toMillis())),
                Map.entry("felix.fileinstall.noInitialDelay", "true"),
                Map.entry("felix.fileinstall.subdir.mode", "skip"),
                Map.entry("felix.fileinstall.tmpdir", temporary.toString()),
                Map.entry("felix.fileinstall.log.level", "3"),
                Map.entry("felix.fileinstall.optionalImportRefreshScope", "none"),
                Map.entry("felix.fileinstall.fragmentRefreshScope", "managed"),
                Map.entry("felix.fileinstall.enableConfigSave", "false"));
    }
}

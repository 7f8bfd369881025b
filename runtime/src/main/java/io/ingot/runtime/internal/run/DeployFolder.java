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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder {@code deploy} of an instance: its jars are run, so nobody else may write there. */
public final class DeployFolder {
    private static final int ROOT = 0;
    private static final Pattern PASSED_OVER = Pattern.compile("\\..*|.*~|.*\\.(?:part|tmp|filepart)");

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
        return files().stream().filter(DeployFolder::isJar).toList();
    }

    /**
     * What lies there and is not used, each with the reason: everything but jars. Hidden files, and those that are being
     * copied by their names, are passed over.
     */
    Map<Path, String> ignored() throws Failure {
        return files().stream()
                .filter(file -> !isJar(file) && !PASSED_OVER.matcher(name(file)).matches())
                .collect(Collectors.toMap(Function.identity(), DeployFolder::why));
    }

    private static String why(Path file) {
        if (Files.isDirectory(file)) {
            return "is ignored: it is a folder, and only jars directly in " + file.getParent() + " are installed";
        }
        return name(file).endsWith(".kar")
                ? "is ignored: a KAR is for Karaf; deploy the jars in it"
                : "is ignored: only bundles, in files whose names end in .jar, are installed";
    }

    private static boolean isJar(Path file) {
        return name(file).endsWith(".jar") && !Files.isDirectory(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private List<Path> files() throws Failure {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCode.LOCAL_IO, "cannot read the folder " + folder + ": " + PrivateFolder.reason(e), e);
        }
    }
}

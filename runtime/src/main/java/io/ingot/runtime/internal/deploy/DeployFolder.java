// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.home.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code deploy} of an instance. Its jars run in this process, so only this user and root may be able to
 * change them, the folder, and the paths to them. Every access checks that; bundles are installed from a private copy
 * of the checked file.
 */
public final class DeployFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final Pattern SKIPPED = Pattern.compile("\\..*|.*~|.*\\.(?:part|tmp|filepart)");

    private final Path folder;
    private final TrustedPaths trust;
    private final JarCopies copies;

    /**
     * Creates the deploy folder of a home; {@code copies} is a folder of this process for the copies, which need not
     * exist yet.
     */
    public DeployFolder(Home home, TrustedPaths trust, Path copies) {
        this.folder = home.deploy();
        this.trust = trust;
        this.copies = new JarCopies(copies, trust);
    }

    DeployFolder(Home home, TrustedPaths trust, JarCopies copies) {
        this.folder = home.deploy();
        this.trust = trust;
        this.copies = copies;
    }

    /** Creates the folder if it does not exist. */
    public void create() throws LaunchFailure {
        PrivateFolder.create(folder);
    }

    /**
     * Copies the current jars. An unreadable jar is skipped; its installation will fail with the reason.
     *
     * @return the copies
     * @throws LaunchFailure {@code LOCAL_IO} if another user can change the folder or one of the jars; {@code
     *     INSUFFICIENT_SPACE} if there is no space for a copy, since without a jar, the command could run without a
     *     policy
     */
    public List<Path> copyAll() throws LaunchFailure {
        List<Path> all = new ArrayList<>();
        for (Path jar : jars()) {
            try {
                all.add(copy(jar));
            } catch (UntrustedPathException e) {
                throw untrusted(e);
            } catch (IOException e) {
                if (FullDisk.isReportedBy(e)) {
                    throw diskFull(jar, e);
                }
                LOG.debug("{} cannot be copied", jar, e);
            }
        }
        return all;
    }

    /**
     * Copies a jar, unless it was copied before and is unchanged.
     *
     * @throws UntrustedPathException if another user can change it
     * @throws IOException if it cannot be read or copied
     */
    Path copy(Path jar) throws IOException {
        return copies.of(jar);
    }

    /** Deletes the copies of all other jars. */
    void retainCopies(Collection<Path> jars) {
        copies.retain(jars);
    }

    /** Lists the current jars, sorted by name. */
    List<Path> jars() throws LaunchFailure {
        return files().stream().filter(DeployFolder::isJar).toList();
    }

    /**
     * Returns the files that are not jars, each with the reason why it is ignored. Hidden and temporary files,
     * according to their names, are left out.
     */
    Map<Path, String> ignored() throws LaunchFailure {
        return files().stream()
                .filter(file -> !isJar(file) && !SKIPPED.matcher(name(file)).matches())
                .collect(Collectors.toMap(Function.identity(), DeployFolder::reason));
    }

    private static String reason(Path file) {
        if (Files.isDirectory(file)) {
            return "is ignored: it is a folder; only jars directly in " + file.getParent() + " are installed";
        }
        if (name(file).endsWith(".jar")) {
            return "is ignored: it is not a regular file";
        }
        return name(file).endsWith(".kar")
                ? "is ignored: a KAR is for Karaf; deploy the jars in it"
                : "is ignored: only files whose names end in .jar are installed";
    }

    /** Whether a file is a jar. To open anything but a regular file may block forever. */
    private static boolean isJar(Path file) {
        return name(file).endsWith(".jar") && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private List<Path> files() throws LaunchFailure {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            trust.folder(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        } catch (UntrustedPathException e) {
            throw untrusted(e);
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO, "cannot read the folder " + folder + ": " + ImageException.reason(e), e);
        }
    }

    private static LaunchFailure diskFull(Path jar, IOException e) {
        return new LaunchFailure(
                ErrorCode.INSUFFICIENT_SPACE,
                "cannot copy " + jar + " to the temporary files of this process: " + ImageException.reason(e)
                        + "; free space there, or set $TMPDIR to another folder",
                e);
    }

    private static LaunchFailure untrusted(UntrustedPathException e) {
        return new LaunchFailure(
                ErrorCode.LOCAL_IO,
                "the deploy folder is refused, since its jars run in this process: " + e.getMessage(),
                e);
    }
}

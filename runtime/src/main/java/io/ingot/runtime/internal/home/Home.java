// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The home of an instance: store, etc, images, deploy, log. Any number of processes may share it. */
public record Home(Path path) {
    /**
     * Finds the home: the value of {@code --home}, else {@code $INGOT_HOME}, else the first of {@code
     * $STATE_DIRECTORY}, else {@code ~/.ingot}.
     *
     * @param option the value of {@code --home}
     * @param userHome the JVM's {@code user.home}, which is {@code ?} for a user without an entry in passwd
     * @throws LaunchFailure {@code LOCAL_IO} if the home cannot be determined; {@code USAGE} if {@code --home} is blank
     */
    public static Home find(Optional<String> option, Map<String, String> environment, String userHome)
            throws LaunchFailure {
        String text = Stream.of(
                        option,
                        variable(environment, "INGOT_HOME"),
                        variable(environment, "STATE_DIRECTORY").map(list -> list.split(":", 2)[0]),
                        Optional.of(userHome).filter(Home::isFolder).map(folder -> folder + "/.ingot"),
                        variable(environment, "HOME").filter(Home::isFolder).map(folder -> folder + "/.ingot"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new LaunchFailure(
                        ErrorCode.LOCAL_IO,
                        "this user has no home folder; name the instance folder with --home DIR or $INGOT_HOME"));
        if (text.isBlank()) {
            throw LaunchFailure.usage("--home is empty; name a folder");
        }
        try {
            return new Home(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "the instance folder is not a valid path: " + e.getReason(), e);
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static boolean isFolder(String path) {
        return path.startsWith("/");
    }

    /**
     * Creates the folders that every command needs, accessible to their owner only.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if a folder cannot be created or written
     */
    public void create() throws LaunchFailure {
        PrivateFolder.create(path);
        PrivateFolder.create(etc());
        PrivateFolder.create(var());
    }

    public Path etc() {
        return path.resolve("etc");
    }

    public Path var() {
        return path.resolve("var");
    }

    public Path deploy() {
        return path.resolve("deploy");
    }

    public Path images() {
        return path.resolve("images");
    }

    /**
     * Returns the log file, and creates its folder.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if another user can change the log file, or if it is not a regular file
     */
    public Path logFile(TrustedPaths trust) throws LaunchFailure {
        Path folder = PrivateFolder.create(path.resolve("log"));
        Path file = folder.resolve("ingot.log");
        try {
            trust.folder(folder);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                trust.ownFile(file);
            }
            return file;
        } catch (UntrustedPathException e) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "the log cannot be written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO, "the log " + file + " cannot be written: " + ImageException.reason(e), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which an instance keeps its store, images and configuration. Never a bundle's data area nor Karaf's
 * {@code data}: a clean start erases these.
 */
public final class InstanceHome {
    /** The framework property that names the folder, before anything else does. */
    public static final String PROPERTY = "ingot.home";

    private static final String UNKNOWN = "?";

    private InstanceHome() {}

    /**
     * Finds the folder: the framework property {@value #PROPERTY}, else {@code $INGOT_HOME}, else {@code ingot} in
     * Karaf's folder, else {@code $STATE_DIRECTORY}, else {@code ~/.ingot}. It need not exist.
     *
     * @param property looks a framework property up, {@code null} if there is none: {@code context::getProperty}
     * @param environment the environment: {@code System.getenv()}
     * @return an absolute path
     */
    public static Path of(Function<String, @Nullable String> property, Map<String, String> environment) {
        return Stream.of(
                        given(property.apply(PROPERTY)),
                        given(environment.get("INGOT_HOME")),
                        given(property.apply("karaf.base")).map(base -> base.resolve("ingot")),
                        given(firstOf(environment.get("STATE_DIRECTORY"))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(InstanceHome::ofUser)
                .toAbsolutePath()
                .normalize();
    }

    /** A user without an entry in the password file has the home {@code ?}; the working directory takes its place. */
    private static Path ofUser() {
        String home = System.getProperty("user.home", UNKNOWN);
        return Path.of(home.equals(UNKNOWN) ? System.getProperty("user.dir") : home, ".ingot");
    }

    /** Systemd names several folders, separated by colons, where a unit has several. */
    private static @Nullable String firstOf(@Nullable String folders) {
        return folders == null ? null : folders.replaceFirst(":.*", "");
    }

    private static Optional<Path> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(path -> !path.isBlank()).map(Path::of);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the home of an instance: the folder of its store, images and configuration. It is never the data area of a
 * bundle or Karaf's {@code data}, which a clean start deletes.
 */
public final class InstanceHome {
    /** The framework property that names the folder; it has precedence. */
    public static final String PROPERTY = "ingot.home";

    private static final String UNKNOWN = "?";

    private InstanceHome() {}

    /**
     * Returns the folder that the first of these names: the framework property {@value #PROPERTY}, {@code $INGOT_HOME},
     * {@code ingot} in Karaf's folder, {@code $STATE_DIRECTORY}, {@code ~/.ingot}. It need not exist.
     *
     * @param property returns a framework property, {@code null} if it is not set: {@code context::getProperty}
     * @param environment the environment: {@code System.getenv()}
     * @return an absolute path
     */
    public static Path of(Function<String, @Nullable String> property, Map<String, String> environment) {
        return Stream.of(
                        path(property.apply(PROPERTY)),
                        path(environment.get("INGOT_HOME")),
                        path(property.apply("karaf.base")).map(base -> base.resolve("ingot")),
                        path(firstOf(environment.get("STATE_DIRECTORY"))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(InstanceHome::ofUser)
                .toAbsolutePath()
                .normalize();
    }

    /**
     * The JDK reports the home {@code ?} for a user without an entry in the password file; the working directory
     * replaces it.
     */
    private static Path ofUser() {
        String home = System.getProperty("user.home", UNKNOWN);
        return Path.of(home.equals(UNKNOWN) ? System.getProperty("user.dir") : home, ".ingot");
    }

    /** Systemd separates several folders of a unit by colons. */
    private static @Nullable String firstOf(@Nullable String folders) {
        return folders == null ? null : folders.replaceFirst(":.*", "");
    }

    private static Optional<Path> path(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank()).map(Path::of);
    }
}

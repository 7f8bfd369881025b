// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files of clouds in the places of the OpenStack SDK: of each kind, only the first file counts. Unlike in the
 * SDK, a named file that does not exist or cannot be read is an error: another file may have a different cloud of the
 * same name.
 */
final class CloudFiles {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String CLOUDS = "clouds";

    private final Environment environment;
    private final Optional<Path> configured;

    /** @param configured the path of {@code clouds.yaml} from the configuration; the other files are beside it */
    CloudFiles(Environment environment, Optional<Path> configured) {
        this.environment = environment;
        this.configured = configured;
    }

    /** Reads {@code clouds.yaml}. */
    Optional<CloudFile> clouds() throws ImageException {
        if (configured.isPresent()) {
            return named("io.ingot.glance/cloudsFile", configured.get(), CLOUDS);
        }
        return chosenOrFirst("OS_CLIENT_CONFIG_FILE", CLOUDS, CLOUDS);
    }

    /** Reads {@code secure.yaml}, whose values override those of {@code clouds.yaml}. */
    Optional<CloudFile> secure() throws ImageException {
        return chosenOrFirst("OS_CLIENT_SECURE_FILE", "secure", CLOUDS);
    }

    /** Reads {@code clouds-public.yaml}, which contains profiles. */
    Optional<CloudFile> profiles() throws ImageException {
        return first("clouds-public", "public-clouds");
    }

    /** The searched directories, in order, for messages. */
    String folderNames() {
        return String.join(", ", folders().stream().map(Path::toString).toList());
    }

    private Optional<CloudFile> chosenOrFirst(String variable, String baseName, String group) throws ImageException {
        Optional<String> chosen = environment.variable(variable);
        if (chosen.isPresent()) {
            return named(variable, environment.workingFolder().resolve(chosen.get()), group);
        }
        return first(baseName, group);
    }

    private static Optional<CloudFile> named(String setting, Path path, String group) throws ImageException {
        if (!Files.exists(path)) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION, setting + " names " + path + ", which does not exist");
        }
        return Optional.of(CloudFile.read(path, group));
    }

    private Optional<CloudFile> first(String baseName, String group) throws ImageException {
        Optional<Path> file = folders().stream()
                .flatMap(folder -> ENDINGS.stream().map(ending -> folder.resolve(baseName + ending)))
                .filter(Files::exists)
                .findFirst();
        return file.isPresent() ? Optional.of(CloudFile.read(file.get(), group)) : Optional.empty();
    }

    private List<Path> folders() {
        if (configured.isPresent()) {
            return Stream.ofNullable(configured.get().getParent()).toList();
        }
        List<Path> folders = new ArrayList<>();
        folders.add(environment.workingFolder());
        environment
                .variable("XDG_CONFIG_HOME")
                .ifPresent(home ->
                        folders.add(environment.workingFolder().resolve(home).resolve("openstack")));
        folders.add(environment.home().resolve(".config").resolve("openstack"));
        folders.add(environment.systemFolder().resolve("xdg").resolve("openstack"));
        folders.add(environment.systemFolder().resolve("openstack"));
        return folders.stream().distinct().toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.PrivateFolder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file {@code PID.cfg}, {@code PID~NAME.cfg} or {@code PID-NAME.cfg}: Java properties in UTF-8, with lists by commas. */
final class ConfigurationFile {
    static final String SUFFIX = ".cfg";

    private static final long MAX_BYTES = 1 << 20;

    /** A backslash before a comma, which a properties file would drop. */
    private static final Pattern ESCAPED_COMMA = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\,");

    private final Path file;

    ConfigurationFile(Path file) {
        this.file = file;
    }

    /**
     * The files of a folder, by name; none if there is no such folder.
     *
     * @throws Failure {@code INVALID_CONFIGURATION} if the folder cannot be read
     */
    static List<Path> in(Path folder) throws Failure {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ConfigurationFile::named).sorted().toList();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot read the folder " + folder + ": " + PrivateFolder.reason(e),
                    e);
        }
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /**
     * The target of a file, by its name.
     *
     * @throws Failure {@code INVALID_CONFIGURATION} if the name is not that of a configuration
     */
    static Target target(Path file, Definitions definitions) throws Failure {
        String name = file.getFileName().toString();
        try {
            return definitions.target(name.substring(0, name.length() - SUFFIX.length()));
        } catch (IllegalArgumentException e) {
            throw refuse(file, "its name is not PID.cfg, PID~NAME.cfg or PID-NAME.cfg", e);
        }
    }

    /**
     * Reads the file.
     *
     * @throws Failure {@code INVALID_CONFIGURATION} if it cannot be read, or is malformed
     */
    List<Setting> read(Target target) throws Failure {
        List<Setting> settings = new ArrayList<>();
        for (var entry : properties().entrySet()) {
            settings.add(new Setting(
                    file.toString(),
                    target,
                    entry.getKey().toString(),
                    entry.getValue().toString(),
                    false));
        }
        return settings;
    }

    private Properties properties() throws Failure {
        UniqueKeys properties = new UniqueKeys();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw refuse(file, "it is larger than " + MAX_BYTES + " bytes", null);
            }
            Matcher commas = ESCAPED_COMMA.matcher(Files.readString(file));
            properties.load(new StringReader(commas.replaceAll("$1\\\\\\\\,")));
        } catch (CharacterCodingException e) {
            throw refuse(file, "it is not UTF-8 text", e);
        } catch (IOException e) {
            throw refuse(file, "it cannot be read: " + PrivateFolder.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw refuse(file, "it is malformed: " + e.getMessage(), e);
        }
        return properties;
    }

    private static Failure refuse(Path file, String why, @Nullable Exception cause) {
        return new Failure(
                ErrorCode.INVALID_CONFIGURATION, "the configuration file " + file + " is refused: " + why, cause);
    }

    /** Properties that are not said twice. */
    private static final class UniqueKeys extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new IllegalArgumentException("the property " + key + " is there twice");
            }
            return super.put(key, value);
        }
    }
}

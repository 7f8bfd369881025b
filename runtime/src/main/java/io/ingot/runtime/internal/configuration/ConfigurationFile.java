// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.common.text.Utf8;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file {@code PID.cfg}, {@code PID~NAME.cfg} or {@code PID-NAME.cfg}: Java properties in UTF-8, with comma-separated
 * lists.
 */
record ConfigurationFile(Path path, TrustedPaths trust) {
    static final String SUFFIX = ".cfg";

    private static final int MAX_BYTES = 1 << 20;

    /** A backslash before a comma, which {@link Properties} would drop. */
    private static final Pattern ESCAPED_COMMA = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\,");

    /** Whether a file is a configuration file, according to its name; hidden files are not. */
    static boolean isNamed(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /**
     * Returns the target, according to the name of the file.
     *
     * @throws LaunchFailure {@code INVALID_CONFIGURATION} if the name is not that of a configuration
     */
    ConfigurationTarget target(ConfigurationDefinitions definitions) throws LaunchFailure {
        String name = path.getFileName().toString();
        try {
            return definitions.target(name.substring(0, name.length() - SUFFIX.length()));
        } catch (IllegalArgumentException e) {
            throw refuse("the name is not PID.cfg, PID~NAME.cfg or PID-NAME.cfg", e);
        }
    }

    /**
     * Reads the file.
     *
     * @throws LaunchFailure {@code INVALID_CONFIGURATION} if it cannot be read, or is malformed
     */
    List<Setting> read(ConfigurationTarget target) throws LaunchFailure {
        List<Setting> settings = new ArrayList<>();
        for (var entry : properties().entrySet()) {
            settings.add(new Setting(
                    path.toString(),
                    target,
                    entry.getKey().toString(),
                    entry.getValue().toString(),
                    false));
        }
        return settings;
    }

    private Properties properties() throws LaunchFailure {
        UniqueKeys properties = new UniqueKeys();
        try {
            Matcher commas = ESCAPED_COMMA.matcher(text());
            properties.load(new StringReader(commas.replaceAll("$1\\\\\\\\,")));
        } catch (UntrustedPathException e) {
            throw refuse(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw refuse("it cannot be read: " + ImageException.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw refuse("it is malformed: " + e.getMessage(), e);
        }
        return properties;
    }

    private String text() throws IOException, LaunchFailure {
        try (InputStream in = Files.newInputStream(trust.file(path), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refuse("it is larger than " + MAX_BYTES + " bytes", null);
            }
            return Utf8.decode(bytes).orElseThrow(() -> refuse("it is not UTF-8 text", null));
        }
    }

    private LaunchFailure refuse(String reason, @Nullable Exception cause) {
        return new LaunchFailure(
                ErrorCode.INVALID_CONFIGURATION, "the configuration file " + path + " is refused: " + reason, cause);
    }

    /** Properties with unique keys. */
    private static final class UniqueKeys extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new IllegalArgumentException("duplicate property " + key);
            }
            return super.put(key, value);
        }
    }
}

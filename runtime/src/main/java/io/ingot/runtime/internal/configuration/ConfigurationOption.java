// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.common.command.ConfigurationArgument;
import io.ingot.common.command.LaunchOption;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The option {@code --config PID/property=VALUE}, where the value {@code @FILE} is the content of a file. */
final class ConfigurationOption {
    static final String SOURCE = LaunchOption.CONFIG.toString();

    private static final long MAX_BYTES = 1 << 16;

    private ConfigurationOption() {}

    /**
     * Reads one option.
     *
     * @throws LaunchFailure {@code USAGE} if it is malformed, {@code INVALID_CONFIGURATION} if its file cannot be read
     */
    static Setting read(String text) throws LaunchFailure {
        ConfigurationArgument argument = parse(text);
        ConfigurationTarget target = ConfigurationTarget.parse(argument.target());
        return argument.isFile()
                ? new Setting(SOURCE, target, argument.property(), content(argument.key(), argument.fileName()), false)
                : new Setting(SOURCE, target, argument.property(), argument.value(), true);
    }

    private static ConfigurationArgument parse(String text) throws LaunchFailure {
        try {
            return ConfigurationArgument.parse(text);
        } catch (IllegalArgumentException e) {
            throw LaunchFailure.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static String content(String key, String name) throws LaunchFailure {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(key, name, "larger than " + MAX_BYTES + " bytes", null);
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (InvalidPathException e) {
            throw unreadable(key, name, "not a valid path", e);
        } catch (CharacterCodingException e) {
            throw unreadable(key, name, "not UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(key, name, ImageException.reason(e), e);
        }
    }

    private static LaunchFailure unreadable(String key, String name, String reason, @Nullable Exception cause) {
        return new LaunchFailure(
                ErrorCode.INVALID_CONFIGURATION,
                SOURCE + " " + key + ": cannot read the value from the file " + name + ": " + reason,
                cause);
    }
}

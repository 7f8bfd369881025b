// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The option {@code --config PID/property=VALUE}, or {@code =@FILE} for the content of a file. */
final class ConfigurationOption {
    static final String SOURCE = "--config";

    private static final long MAX_BYTES = 1 << 16;

    private ConfigurationOption() {}

    /**
     * Reads one option.
     *
     * @throws LaunchFailure {@code USAGE} if it is malformed, {@code INVALID_CONFIGURATION} if its file cannot be read
     */
    static Setting read(String text) throws LaunchFailure {
        int equals = text.indexOf('=');
        int slash = text.indexOf('/');
        if (equals < 0 || slash <= 0 || slash + 1 >= equals) {
            String shown =
                    equals < 0 ? ImageReference.redact(text) : ImageReference.redact(text.substring(0, equals)) + "=…";
            throw new LaunchFailure(
                    ErrorCode.USAGE,
                    "--config " + shown + " is not PID/property=VALUE, as in io.ingot.fetch/retries=5");
        }
        String key = text.substring(0, equals);
        String value = text.substring(equals + 1);
        try {
            ConfigurationTarget target = ConfigurationTarget.parse(key.substring(0, slash));
            String property = key.substring(slash + 1);
            return value.startsWith("@")
                    ? new Setting(SOURCE, target, property, content(key, value.substring(1)), false)
                    : new Setting(SOURCE, target, property, value, true);
        } catch (IllegalArgumentException e) {
            throw new LaunchFailure(
                    ErrorCode.USAGE,
                    "--config " + ImageReference.redact(key) + " is not PID/property or PID~NAME/property",
                    e);
        }
    }

    private static String content(String key, String name) throws LaunchFailure {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(key, name, "it is larger than " + MAX_BYTES + " bytes", null);
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (InvalidPathException e) {
            throw unreadable(key, name, "it is no path", e);
        } catch (CharacterCodingException e) {
            throw unreadable(key, name, "it is not UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(key, name, ImageException.reason(e), e);
        }
    }

    private static LaunchFailure unreadable(String key, String name, String why, @Nullable Exception cause) {
        return new LaunchFailure(
                ErrorCode.INVALID_CONFIGURATION,
                "--config " + key + ": cannot read its value from the file " + name + ": " + why,
                cause);
    }
}

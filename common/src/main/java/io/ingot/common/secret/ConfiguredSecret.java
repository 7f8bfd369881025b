// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.secret;

import io.ingot.common.file.FileAccess;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a secret of a configuration: {@code passwordFile} names a file that contains it, or {@code .password} is the
 * secret itself. Warnings go to the logger of the PID.
 */
public final class ConfiguredSecret {
    private static final Pattern FILE_PROPERTY = Pattern.compile("([^/~]+)(~[^/]*)?/(.+)File");

    private ConfiguredSecret() {}

    /**
     * Returns a reader of the secret; absent if both properties are empty.
     *
     * @param fileProperty the property that names the file, such as {@code io.ingot.glance/passwordFile}; the other
     *     property is then {@code io.ingot.glance/.password}
     * @param file an absolute path, or blank; the file need not exist yet
     * @param inline the secret itself, or empty
     * @throws IllegalArgumentException if both are set, or the path is not absolute
     */
    public static Optional<SecretReader> of(String fileProperty, String file, String inline) {
        if (file.isBlank() && inline.isEmpty()) {
            return Optional.empty();
        }
        var name = FILE_PROPERTY.matcher(fileProperty);
        if (!name.matches()) {
            throw new IllegalArgumentException("not a property that names the file of a secret: " + fileProperty);
        }
        Logger log = LoggerFactory.getLogger(name.group(1));
        if (inline.isEmpty()) {
            return Optional.of(new InFile(fileProperty, absolute(fileProperty, file.strip()), log)::read);
        }
        String inlineProperty = fileProperty.substring(0, name.start(3)) + "." + name.group(3);
        if (!file.isBlank()) {
            throw new IllegalArgumentException(
                    fileProperty + " and " + inlineProperty + " are both set; unset " + inlineProperty);
        }
        log.warn(
                "{} contains a secret in clear text, which cm:getConfiguration shows; name a file in {} instead",
                inlineProperty,
                fileProperty);
        Secret secret = Secret.of(inline);
        return Optional.of(() -> secret);
    }

    /** Parses a path. Does not show the value, which may be the secret. */
    private static Path absolute(String property, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw notAbsolute(property);
        }
        throw notAbsolute(property);
    }

    private static IllegalArgumentException notAbsolute(String property) {
        return new IllegalArgumentException(property + " must be the absolute path of a file that contains the secret");
    }

    private static final class InFile {
        private final String property;
        private final Path path;
        private final Logger log;
        private final AtomicBoolean warned = new AtomicBoolean();

        InFile(String property, Path path, Logger log) {
            this.property = property;
            this.path = path;
            this.log = log;
        }

        Secret read() throws ImageException {
            try {
                Secret secret = SecretFile.read(path);
                warnOfReaders();
                return secret;
            } catch (IOException e) {
                throw new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        property + ": cannot read the secret in " + path + ": " + ImageException.reason(e),
                        e);
            }
        }

        private void warnOfReaders() throws IOException {
            if (FileAccess.ofTarget(path).filter(FileAccess::isReadableByAll).isPresent()
                    && warned.compareAndSet(false, true)) {
                log.warn("{}: every user of this machine may read {}; chmod o-r it", property, path);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.common.file.TrustedFile;
import io.ingot.glance.internal.keystone.SecretReader;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that holds a secret and nothing else. It is read at each use, so that a new secret needs no restart. */
final class SecretFile implements SecretReader {
    /** The value is not shown: it is perhaps the secret. */
    private static final String NOT_ABSOLUTE = " must be the absolute path of a file that holds the secret";

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern LAST_LINE_END = Pattern.compile("\r?\n\\z");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String property;
    private final Path path;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Names a file, which need not exist yet.
     *
     * @param property what names it, for messages
     * @throws IllegalArgumentException if the text is no absolute path
     */
    SecretFile(String property, String path) {
        this.property = property;
        this.path = absolute(property, path);
    }

    @Override
    public Secret read() throws ImageException {
        try {
            // Anything else could block: a pipe, a terminal.
            if (!Files.isRegularFile(path)) {
                throw wrong(Files.exists(path) ? "which is no regular file" : "which is not there", null);
            }
            warnOfReaders();
            return Secret.of(checked(text()));
        } catch (CharacterCodingException e) {
            throw wrong("which is not UTF-8", null);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw wrong("which cannot be read", e);
        }
    }

    private String text() throws IOException {
        try (InputStream in = TrustedFile.open(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw wrong("which holds more than " + MAX_BYTES + " bytes", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private String checked(String text) throws ImageException {
        String secret = LAST_LINE_END.matcher(text).replaceFirst("");
        if (secret.isEmpty()) {
            throw wrong("which is empty", null);
        }
        if (CONTROL.matcher(secret).find()) {
            throw wrong("which holds more than one line, or a control character", null);
        }
        return secret;
    }

    private void warnOfReaders() {
        if (FileAudience.isEverybody(path) && warned.compareAndSet(false, true)) {
            LOG.warn("{} names {}, which every user of this machine may read: chmod o-r it", property, path);
        }
    }

    private ImageException wrong(String why, @Nullable IOException cause) {
        String message = property + " names " + path + ", " + why;
        return cause == null
                ? new ImageException(ErrorCode.INVALID_CONFIGURATION, message)
                : new ImageException(
                        ErrorCode.INVALID_CONFIGURATION, message + ": " + ImageException.reason(cause), cause);
    }

    private static Path absolute(String property, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(property + NOT_ABSOLUTE);
        }
        throw new IllegalArgumentException(property + NOT_ABSOLUTE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
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
import java.util.Optional;

/** A file with a secret: one line of UTF-8. */
final class SecretFile {
    static final int MAX_BYTES = 65_536;

    private final String name;

    private SecretFile(String name) {
        this.name = name;
    }

    /**
     * Reads a secret; the end of its line is not part of it.
     *
     * @param folder what a relative name starts from
     * @throws ImageException LOCAL_IO if it cannot be read, or is not one line of at most {@value #MAX_BYTES} bytes
     */
    static Secret read(Path folder, String name) throws ImageException {
        SecretFile file = new SecretFile(name);
        return file.secret(file.bytes(folder));
    }

    private byte[] bytes(Path folder) throws ImageException {
        byte[] bytes;
        try (InputStream in = open(folder.resolve(name).toAbsolutePath())) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (ImageException e) {
            throw e;
        } catch (InvalidPathException e) {
            throw unusable("not a valid name");
        } catch (IOException e) {
            throw unusable(ImageException.reason(e));
        }
        if (bytes.length > MAX_BYTES) {
            throw unusable("it has more than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /** A pipe may be meant, as in a shell's {@code <(…)}; others must not be able to put one there. */
    private InputStream open(Path path) throws IOException {
        Optional<Weakness> weakness =
                TracedPath.of(path, TrustedUsers.current()).weakness();
        if (weakness.isPresent()) {
            throw unusable(weakness.get().text());
        }
        return Files.newInputStream(path);
    }

    private Secret secret(byte[] bytes) throws ImageException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable("it is not UTF-8 text");
        }
        String line = text.replaceFirst("\\r?\\n$", "");
        if (line.isEmpty()) {
            throw unusable("it is empty");
        }
        if (line.codePoints().anyMatch(Character::isISOControl)) {
            throw unusable("it has more than one line, or a control character");
        }
        return Secret.of(line);
    }

    /** Without a cause: what a decoder says of malformed text may hold a part of the secret. */
    private ImageException unusable(String why) {
        return new ImageException(ErrorCode.LOCAL_IO, "the secret's file " + name + " cannot be used: " + why)
                .nonRetryable();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Creates test images. */
public final class Images {
    private static final int MIB = 1 << 20;

    private Images() {}

    /** An image of this size in bytes; always the same for one size. */
    public static byte[] ofSize(int bytes) {
        byte[] image = new byte[bytes];
        new Random(bytes).nextBytes(image);
        return image;
    }

    /** Writes an image of this size in MiB, all of which differ. */
    public static Path write(Path file, int mebibytes) throws IOException {
        byte[] block = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                new Random(i).nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    /** The digest of an image in hexadecimal. */
    public static String digest(String algorithm, byte[] image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** The bytes of a demo image: the same in each run, and different for each size. */
final class DemoImage {
    private static final long SEED = 0x1497;

    private final byte[] bytes;
    private final String sha256;

    private DemoImage(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = digest("SHA-256");
    }

    static DemoImage ofMebibytes(int size) {
        byte[] bytes = new byte[size << 20];
        new Random(SEED + size).nextBytes(bytes);
        return new DemoImage(bytes);
    }

    int size() {
        return bytes.length;
    }

    boolean isEqual(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    /** Writes a range of the image. */
    void write(OutputStream out, ByteRange range) throws IOException {
        out.write(bytes, range.first(), range.length());
    }

    /** Writes the whole image. */
    void write(Path file) throws IOException {
        Files.write(file, bytes);
    }

    /** Returns the SHA-256 in hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** Returns a digest in hexadecimal. */
    String digest(String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

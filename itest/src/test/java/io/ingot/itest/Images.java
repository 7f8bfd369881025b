// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Bytes to be fetched. */
public final class Images {
    private Images() {}

    /** An image of this many bytes; always the same. */
    public static byte[] ofSize(int bytes) {
        byte[] image = new byte[bytes];
        new Random(bytes).nextBytes(image);
        return image;
    }

    /** The digest of an image, in hexadecimal. */
    public static String digest(String algorithm, byte[] image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

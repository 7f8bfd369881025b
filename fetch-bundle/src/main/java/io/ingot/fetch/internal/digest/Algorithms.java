// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.image.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest algorithms that the Java Cryptography Architecture of this platform knows. */
public final class Algorithms {
    private Algorithms() {}

    /** Whether this platform can compute an algorithm. */
    public static boolean isSupported(String algorithm) {
        try {
            MessageDigest.getInstance(Checksum.jcaName(algorithm));
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** @throws IllegalStateException if the algorithm is not {@linkplain #isSupported supported} */
    static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(Checksum.jcaName(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("digest algorithm " + algorithm + " is not available any more", e);
        }
    }
}

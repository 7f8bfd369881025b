// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/** Computes the digests of a whole file. */
public final class DigestReader {
    private static final int BUFFER_BYTES = 1 << 20;

    private DigestReader() {}

    /** Returns those algorithms that this platform supports. */
    static List<String> available(Collection<String> algorithms) {
        return algorithms.stream().filter(DigestReader::isAvailable).toList();
    }

    private static boolean isAvailable(String algorithm) {
        try {
            MessageDigest.getInstance(Checksum.jcaName(algorithm));
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** Computes digests of all bytes of a file. */
    public static List<Checksum> digests(FileChannel file, Collection<String> algorithms, Call call)
            throws IOException {
        DigestSet digests = new DigestSet(algorithms);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long position = 0;
        while (true) {
            call.check();
            int length = file.read(buffer.clear(), position);
            if (length < 0) {
                return digests.finish();
            }
            digests.add(buffer.flip());
            position += length;
        }
    }
}

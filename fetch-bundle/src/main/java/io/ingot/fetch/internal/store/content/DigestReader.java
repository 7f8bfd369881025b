// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/** Computes the digests of a whole file. */
public final class DigestReader {
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
    public static List<Checksum> digests(
            FileChannel file, Collection<String> algorithms, Pipelines pipelines, Call call) throws IOException {
        DigestSet digests = new DigestSet(algorithms);
        try (Pipeline pipeline = pipelines.open(digests.sinks())) {
            long position = 0;
            while (true) {
                int length = file.read(pipeline.buffer(call, () -> {}), position);
                if (length < 0) {
                    pipeline.finish();
                    return digests.finish();
                }
                pipeline.put(length);
                position += length;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.image.Checksum;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Digests of one sequence of bytes, all computed in the same pass. Each is used by one thread at a time. */
public final class DigestSet {
    /**
     * The JVM hashes by the processor's instructions once it has compiled what calls them, after some thousands of calls:
     * whole buffers would have a fresh process hash its first gigabyte at a tenth of the speed.
     */
    private static final int PIECE_BYTES = 8 * 1024;

    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();

    /** Begins all of them at the first byte. */
    public DigestSet(Collection<String> algorithms) {
        algorithms.forEach(algorithm -> digests.put(algorithm, Algorithms.start(algorithm)));
    }

    /** Whether all of these are computed. */
    public boolean covers(Set<String> algorithms) {
        return digests.keySet().containsAll(algorithms);
    }

    /** Where to pour the bytes: the first digest on its own, all others together, so that two cores can share. */
    public List<Sink> sinks() {
        List<MessageDigest> all = List.copyOf(digests.values());
        List<Sink> sinks = new ArrayList<>();
        sinks.add(into(all.subList(0, 1)));
        if (all.size() > 1) {
            sinks.add(into(all.subList(1, all.size())));
        }
        return sinks;
    }

    /** Adds bytes to all of them. */
    public void add(byte[] bytes) {
        digests.values().forEach(digest -> add(digest, bytes, bytes.length));
    }

    /** The digests of all that was poured in; to be asked for once. */
    public List<Checksum> finish() {
        List<Checksum> found = new ArrayList<>();
        digests.forEach((algorithm, digest) ->
                found.add(new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()))));
        return found;
    }

    private static Sink into(List<MessageDigest> digests) {
        return (bytes, length) -> digests.forEach(digest -> add(digest, bytes, length));
    }

    private static void add(MessageDigest digest, byte[] bytes, int length) {
        for (int from = 0; from < length; from += PIECE_BYTES) {
            digest.update(bytes, from, Math.min(PIECE_BYTES, length - from));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.fetch.internal.buffer.Sink;
import io.ingot.image.Checksum;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Digests of one sequence of bytes, computed in one pass. Each digest is used by one thread at a time. */
public final class DigestSet {
    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();

    /** Starts all digests. */
    public DigestSet(Collection<String> algorithms) {
        algorithms.forEach(algorithm -> digests.put(algorithm, Algorithms.newDigest(algorithm)));
    }

    /** Whether all of the given algorithms are computed. */
    public boolean covers(Set<String> algorithms) {
        return digests.keySet().containsAll(algorithms);
    }

    /** Returns sinks that hash: one for the first digest and one for all others, so that two cores are used. */
    public List<Sink> sinks() {
        List<MessageDigest> all = List.copyOf(digests.values());
        List<Sink> sinks = new ArrayList<>();
        sinks.add(into(all.subList(0, 1)));
        if (all.size() > 1) {
            sinks.add(into(all.subList(1, all.size())));
        }
        return sinks;
    }

    /** Adds the remaining bytes to all digests. */
    public void add(ByteBuffer bytes) {
        digests.values().forEach(digest -> digest.update(bytes.duplicate()));
    }

    /** Returns the digests; may be called once. */
    public List<Checksum> finish() {
        List<Checksum> computed = new ArrayList<>();
        digests.forEach((algorithm, digest) ->
                computed.add(new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()))));
        return computed;
    }

    private static Sink into(List<MessageDigest> digests) {
        return bytes -> digests.forEach(digest -> digest.update(bytes.duplicate()));
    }
}

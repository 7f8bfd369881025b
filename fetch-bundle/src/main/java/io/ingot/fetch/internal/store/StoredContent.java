// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.CheckedContent;
import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored image that passed the check. It may be dropped at any time.
 *
 * @param path the file that holds it: read-only; only the store links it
 * @param checked the result of the check
 */
public record StoredContent(Path path, CheckedContent checked) {
    /** Returns the SHA-256 as 64 hexadecimal digits. */
    public String sha256() {
        return checked.entry().sha256();
    }

    /** Returns the size in bytes. */
    public long size() {
        return checked.entry().size();
    }

    /** Returns all known digests, SHA-256 among them. */
    public List<Checksum> digests() {
        return checked.digests();
    }

    /** Returns the digest by an algorithm, if it is known. */
    public Optional<Checksum> digest(String algorithm) {
        String canonical = Checksum.canonical(algorithm);
        return digests().stream()
                .filter(sum -> sum.algorithm().equals(canonical))
                .findFirst();
    }

    /** Compares path and known digests; the state of the file does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredContent content
                && path.equals(content.path)
                && digests().equals(content.digests());
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}

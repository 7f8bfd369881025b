// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.SoundContent;
import io.ingot.image.Checksum;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content that was found to be as it was recorded, at one moment: it may be dropped at the next one.
 *
 * @param path the file that holds it: to be read, never to be written nor linked by anyone but the store
 * @param found how it was then
 */
public record StoredContent(Path path, SoundContent found) {
    /** 64 hexadecimal digits. */
    public String sha256() {
        return found.entry().sha256();
    }

    /** Its bytes. */
    public long size() {
        return found.entry().size();
    }

    /** All digests that are known, SHA-256 among them. */
    public List<Checksum> digests() {
        return found.digests();
    }

    /** The digest by an algorithm, if it is known. */
    public Optional<Checksum> digest(String algorithm) {
        String canonical = Checksum.canonical(algorithm);
        return digests().stream()
                .filter(sum -> sum.algorithm().equals(canonical))
                .findFirst();
    }

    /** Whether it is the same content, with the same digests known; how its file was does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredContent that
                && path.equals(that.path)
                && digests().equals(that.digests());
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}

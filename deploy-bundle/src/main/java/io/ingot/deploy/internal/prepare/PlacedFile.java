// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Checksum;
import java.util.List;
import java.util.Objects;

/**
 * A file of a record.
 *
 * @param role what it is for
 * @param name its name in the node's folder
 * @param reference which image it is, without secrets
 * @param digests what is known of its bytes
 */
record PlacedFile(String role, String name, String reference, List<Checksum> digests, FileIdentity identity) {
    private static final int MAX_NAME = 128;

    /** @throws IllegalArgumentException if the name could lead out of the folder, or to what is not for images */
    PlacedFile {
        Objects.requireNonNull(role);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(identity);
        digests = List.copyOf(digests);
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of an image in a folder");
        }
    }

    /** Whether an image may have this name: one that leads nowhere else, and is not hidden. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.charAt(0) != '.'
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '\\');
    }
}

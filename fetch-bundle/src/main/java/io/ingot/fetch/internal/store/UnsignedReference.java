// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parts of a reference that stay the same when its signature changes: origin, path, and the query that names the
 * image.
 */
final class UnsignedReference {
    private UnsignedReference() {}

    /** Returns the texts that two references have in common if only their signatures differ. */
    static List<String> texts(ImageReference reference) {
        return List.of(
                reference.scheme(),
                reference.host().orElse(""),
                port(reference),
                reference.path(),
                reference.namingQuery());
    }

    private static String port(ImageReference reference) {
        OptionalInt port = reference.origin().port();
        return port.isPresent() ? Integer.toString(port.getAsInt()) : "";
    }

    /** Returns the exact text of the reference without its query, if that may name the same image. */
    static Optional<String> plain(ImageReference reference) {
        if (!reference.namingQuery().isEmpty()) {
            return Optional.empty();
        }
        String port = reference.port().isPresent() ? ":" + reference.port().getAsInt() : "";
        String authority = reference.hasAuthority() ? "//" + reference.host().orElse("") + port : "";
        return Optional.of(reference.scheme() + ":" + authority + reference.path());
    }
}

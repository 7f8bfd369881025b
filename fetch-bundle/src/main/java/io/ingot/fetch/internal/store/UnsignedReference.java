// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A reference without what another signature changes: its origin and path, and what of its query names the image. */
final class UnsignedReference {
    private UnsignedReference() {}

    /** The texts that two references share if they differ by a signature only. */
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

    /** The exact text of the reference that has no query at all, if that may name the same image. */
    static Optional<String> plain(ImageReference reference) {
        if (!reference.namingQuery().isEmpty()) {
            return Optional.empty();
        }
        String port = reference.port().isPresent() ? ":" + reference.port().getAsInt() : "";
        String authority = reference.hasAuthority() ? "//" + reference.host().orElse("") + port : "";
        return Optional.of(reference.scheme() + ":" + authority + reference.path());
    }
}

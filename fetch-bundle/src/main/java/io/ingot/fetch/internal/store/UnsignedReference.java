// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A reference without what another signature changes: its origin and path, and those parameters of its query that name the
 * image. All other parameters are a signature, or belong to one; userinfo says who asks, not for what.
 */
final class UnsignedReference {
    /** Parameters by which a server chooses among the images of one path; in lower case. */
    private static final Set<String> NAMING = Set.of(
            "file", "filename", "generation", "id", "image", "name", "object", "path", "uuid", "version", "versionid");

    private UnsignedReference() {}

    /** The texts that two references share if they differ by a signature only. */
    static List<String> texts(ImageReference reference) {
        List<String> texts = new ArrayList<>();
        texts.add(reference.scheme());
        texts.add(reference.host().orElse(""));
        texts.add(
                reference.effectivePort().isPresent()
                        ? Integer.toString(reference.effectivePort().getAsInt())
                        : "");
        texts.add(reference.path());
        reference
                .query()
                .ifPresent(query -> Arrays.stream(query.split("&"))
                        .filter(UnsignedReference::names)
                        .sorted()
                        .forEach(texts::add));
        return texts;
    }

    /** The text of the reference that has no query at all, if that may name the same image. */
    static Optional<String> plain(ImageReference reference) {
        boolean chooses = reference.query().stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .anyMatch(UnsignedReference::names);
        if (chooses) {
            return Optional.empty();
        }
        String port = reference.port().isPresent() ? ":" + reference.port().getAsInt() : "";
        String authority = reference.hasAuthority() ? "//" + reference.host().orElse("") + port : "";
        return Optional.of(reference.scheme() + ":" + authority + reference.path());
    }

    private static boolean names(String parameter) {
        String name = parameter.split("=", 2)[0];
        return NAMING.contains(name.toLowerCase(Locale.ROOT));
    }
}

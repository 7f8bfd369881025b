// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts about {@code image_source}. */
public sealed interface SourceFacts {
    /** It is not named, or the deployment does not use it. */
    record Absent() implements SourceFacts {}

    /** Its text is not a valid reference. */
    record Malformed() implements SourceFacts {}

    /** The query for it failed. */
    record Unanswered(ImageReference reference, ImageException failure) implements SourceFacts {}

    /** Its service answered. */
    record Known(ImageReference reference, ImageInfo facts) implements SourceFacts {}

    /** The schemes whose services know nothing but the bytes. */
    Set<String> BYTES_ONLY = Set.of("http", "https", "file");

    /** The properties that a catalogue has of it. */
    default Map<String, String> properties() {
        return info().map(ImageInfo::properties).orElse(Map.of());
    }

    /** The answer of its service. */
    default Optional<ImageInfo> info() {
        return this instanceof Known known ? Optional.of(known.facts()) : Optional.empty();
    }

    /** Whether it is a directory listing or a web page. */
    default boolean isFolder() {
        return info().filter(info -> info.kind() == ImageInfo.Kind.LISTING).isPresent();
    }

    /** Whether a service that did not answer may have properties that would name further images. */
    default boolean mayKnowMore() {
        return this instanceof Malformed
                || (this instanceof Unanswered unanswered
                        && !BYTES_ONLY.contains(unanswered.reference().scheme()));
    }
}

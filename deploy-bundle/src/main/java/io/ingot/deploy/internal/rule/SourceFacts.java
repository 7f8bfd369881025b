// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the {@code image_source}. */
public sealed interface SourceFacts {
    /** None is named, or none is asked for. */
    record Absent() implements SourceFacts {}

    /** The text that names it is no reference. */
    record Malformed() implements SourceFacts {}

    /** It was asked for in vain. */
    record Unanswered(ImageReference reference, ImageException failure) implements SourceFacts {}

    /** What its service knows of it. */
    record Known(ImageReference reference, ImageInfo facts) implements SourceFacts {}

    /** The schemes whose services never know more than the bytes. */
    Set<String> BYTES_ONLY = Set.of("http", "https", "file");

    /** The properties that a catalogue keeps of it. */
    default Map<String, String> properties() {
        return info().map(ImageInfo::properties).orElse(Map.of());
    }

    /** What its service knows of it. */
    default Optional<ImageInfo> info() {
        return this instanceof Known known ? Optional.of(known.facts()) : Optional.empty();
    }

    /** Whether it is a folder of a server, or a page. */
    default boolean isFolder() {
        return info().filter(info -> info.kind() == ImageInfo.Kind.LISTING).isPresent();
    }

    /** Whether a service that does not answer now may know what nobody has said. */
    default boolean mayKnowMore() {
        return this instanceof Malformed
                || (this instanceof Unanswered unanswered
                        && !BYTES_ONLY.contains(unanswered.reference().scheme()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Parses times of Glance: ISO 8601, in UTC unless an offset is given. */
final class GlanceTime {
    private GlanceTime() {}

    /** Parses a time; absent if the text is not a time. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return withoutOffset(text);
        }
    }

    private static Optional<Instant> withoutOffset(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

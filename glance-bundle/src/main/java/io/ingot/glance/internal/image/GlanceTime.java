// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as Glance writes them: ISO 8601, of UTC where no offset is given. */
final class GlanceTime {
    private GlanceTime() {}

    /** Absent if the text is no time. */
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

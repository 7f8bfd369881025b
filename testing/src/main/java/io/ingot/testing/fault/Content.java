// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import io.ingot.testing.fault.FaultPlan.Validator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;

/** The image that a server has at its path, and its version. */
final class Content {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final Instant BASE_DATE = Instant.parse("2020-01-11T10:00:00Z");

    private final byte[] bytes;
    private final long version;

    private Content(byte[] bytes, long version) {
        this.bytes = bytes;
        this.version = version;
    }

    /** Content whose bytes and version follow from the seed. */
    static Content of(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new Content(bytes, Math.floorMod(seed, 1_000_000L));
    }

    /** This version, with the bytes of another one. */
    Content withBytesOf(Content other) {
        return new Content(other.bytes, version);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The header of a validator. */
    Optional<String> header(Validator validator) {
        return switch (validator) {
            case STRONG_TAG -> Optional.of("ETag: \"" + version + "\"");
            case WEAK_TAG -> Optional.of("ETag: W/\"" + version + "\"");
            case DATE ->
                Optional.of("Last-Modified: "
                        + IMF_FIXDATE.format(BASE_DATE.plusSeconds(version)).replaceFirst(" (\\d) ", " 0$1 "));
            case NONE -> Optional.empty();
        };
    }
}

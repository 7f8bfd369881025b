// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
final class SetClock implements InstantSource {
    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

    @Override
    public Instant instant() {
        return now;
    }

    /** Goes on, or back. */
    void pass(Duration time) {
        now = now.plus(time);
    }
}

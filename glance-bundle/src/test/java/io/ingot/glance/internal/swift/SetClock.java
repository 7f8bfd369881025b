// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that advances when it is told to. */
final class SetClock implements InstantSource {
    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the time forward, or back. */
    void advance(Duration time) {
        now = now.plus(time);
    }
}

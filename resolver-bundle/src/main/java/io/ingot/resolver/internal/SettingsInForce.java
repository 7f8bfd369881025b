// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest settings that could be read. While there are none, everybody who asks is told why. So the component is there
 * whatever its configuration is, and a mended one takes effect: {@code docs/decisions/0004-wrong-settings.md}.
 *
 * @param <S> the settings, immutable
 */
final class SettingsInForce<S> {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);

    private volatile @Nullable S settings;
    private volatile String problem = "io.ingot.resolver is not configured yet";

    /** Takes the settings that {@code reading} makes of a configuration, unless it throws. */
    void read(Supplier<S> reading) {
        try {
            settings = reading.get();
        } catch (RuntimeException e) { // ours, or that of the component runtime for a value of another type
            problem = "the configuration io.ingot.resolver is wrong: " + e.getMessage();
            LOG.error(
                    "{}; {}",
                    problem,
                    settings == null ? "until it is mended nothing is done" : "the former one holds");
        }
    }

    /** The settings, if there are any. */
    Optional<S> current() {
        return Optional.ofNullable(settings);
    }

    /** @throws ImageException INVALID_CONFIGURATION, naming what is wrong, while there are none */
    S get() throws ImageException {
        S now = settings;
        if (now == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, problem);
        }
        return now;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.settings;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest valid settings of a configuration. A component that keeps its settings here starts even if its
 * configuration is invalid: while there are no valid settings, {@link #get} fails with the reason. After an invalid
 * change the previous settings stay in effect; a corrected one takes effect immediately ({@code
 * docs/decisions/0004-wrong-settings.md}). Safe for concurrent use.
 *
 * @param <S> the settings, immutable
 */
public final class CurrentSettings<S> {
    private final String pid;
    private final Logger log;
    private volatile @Nullable S settings;
    private volatile String problem;

    /**
     * Creates a holder without settings.
     *
     * @param pid the PID of the configuration, and the name of the logger
     */
    public CurrentSettings(String pid) {
        this(pid, LoggerFactory.getLogger(pid));
    }

    /**
     * Creates a holder without settings.
     *
     * @param pid the PID of the configuration
     * @param log the logger for an invalid configuration
     */
    public CurrentSettings(String pid, Logger log) {
        this.pid = pid;
        this.log = log;
        this.problem = pid + " is not configured yet";
    }

    /**
     * Reads settings, and replaces the previous ones unless {@code reader} throws.
     *
     * @return whether the settings were replaced
     */
    public boolean update(Supplier<? extends S> reader) {
        try {
            settings = reader.get();
            return true;
        } catch (RuntimeException e) { // from the settings, or from the component runtime for a value of another type
            problem = "the configuration " + pid + " is wrong: " + e.getMessage();
            log.error(
                    "{}; {}",
                    problem,
                    settings == null
                            ? "requests fail until it is corrected"
                            : "the previous configuration stays in effect");
            return false;
        }
    }

    /**
     * Returns the settings.
     *
     * @throws ImageException INVALID_CONFIGURATION, with the reason, while there are no valid settings
     */
    public S get() throws ImageException {
        S current = settings;
        if (current == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, problem);
        }
        return current;
    }

    /** Returns the settings, if valid ones exist. */
    public Optional<S> current() {
        return Optional.ofNullable(settings);
    }

    /** Returns what is wrong with the latest invalid configuration. */
    public String problem() {
        return problem;
    }
}

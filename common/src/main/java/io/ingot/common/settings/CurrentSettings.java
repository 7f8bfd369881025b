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
 * The newest valid settings of one configuration. A component that holds its settings here starts whatever its configuration
 * is: while no valid settings exist, {@link #get} fails with the reason; an invalid change leaves the previous settings in
 * effect; a corrected one takes effect at once ({@code docs/decisions/0004-wrong-settings.md}). Safe for concurrent use.
 *
 * @param <S> the settings, immutable
 */
public final class CurrentSettings<S> {
    private final String pid;
    private final Logger log;
    private volatile @Nullable S settings;
    private volatile String problem;

    /**
     * Holds no settings yet.
     *
     * @param pid the PID of the configuration, which is also the name of the logger
     */
    public CurrentSettings(String pid) {
        this(pid, LoggerFactory.getLogger(pid));
    }

    /**
     * Holds no settings yet.
     *
     * @param pid the PID of the configuration
     * @param log where an invalid configuration is logged
     */
    public CurrentSettings(String pid, Logger log) {
        this.pid = pid;
        this.log = log;
        this.problem = pid + " is not configured yet";
    }

    /**
     * Reads the settings, and replaces the previous ones unless {@code reader} throws.
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
     * @throws ImageException INVALID_CONFIGURATION, naming what is wrong, while no valid settings exist
     */
    public S get() throws ImageException {
        S now = settings;
        if (now == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, problem);
        }
        return now;
    }

    /** Returns the settings, if valid ones exist. */
    public Optional<S> current() {
        return Optional.ofNullable(settings);
    }

    /** What is wrong with the newest configuration that was invalid. */
    public String problem() {
        return problem;
    }
}

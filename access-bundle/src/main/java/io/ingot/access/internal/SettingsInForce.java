// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.internal.rule.PolicyRule;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings by which one configuration is kept. Wrong ones refuse everything at first, and change nothing later. */
final class SettingsInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);

    private volatile PolicySettings settings;

    /** @param source reads them, or throws {@link IllegalArgumentException} with what is wrong */
    SettingsInForce(Supplier<PolicySettings> source) {
        settings = read(source);
        warn(settings.cautions());
    }

    /** @param source reads them, or throws {@link IllegalArgumentException} with what is wrong */
    void replace(Supplier<PolicySettings> source) {
        PolicySettings before = settings;
        PolicySettings read = read(source);
        settings = read.readable() || !before.readable() ? read : before;
        warn(settings.cautions().stream()
                .filter(caution -> !before.cautions().contains(caution))
                .toList());
    }

    List<PolicyRule> rules() {
        return settings.rules();
    }

    private static PolicySettings read(Supplier<PolicySettings> source) {
        try {
            return source.get();
        } catch (IllegalArgumentException e) {
            LOG.error("the configuration of the access policy is wrong, and does not hold: {}", e.getMessage());
            return PolicySettings.unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static void warn(List<String> cautions) {
        cautions.forEach(caution -> LOG.warn("less safe than the default: {}", caution));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.internal.rule.PolicyRule;
import io.ingot.access.internal.rule.RefuseAllRule;
import io.ingot.common.settings.CurrentSettings;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of one configuration. Without valid settings they refuse everything. */
final class ConfiguredRules {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRules.class);

    private final CurrentSettings<PolicySettings> settings;

    /**
     * Reads the rules.
     *
     * @param pid the PID of the configuration
     * @param source reads the settings, or throws with what is wrong
     */
    ConfiguredRules(String pid, Supplier<PolicySettings> source) {
        this.settings = new CurrentSettings<>(pid, LOG);
        update(source);
    }

    /** Replaces the rules; invalid settings change nothing. */
    void update(Supplier<PolicySettings> source) {
        List<String> before = cautions();
        settings.update(source);
        cautions().stream()
                .filter(caution -> !before.contains(caution))
                .forEach(caution -> LOG.warn("less safe than the default: {}", caution));
    }

    List<PolicyRule> rules() {
        return settings.current()
                .map(PolicySettings::rules)
                .orElseGet(() -> List.of(new RefuseAllRule(settings.problem())));
    }

    private List<String> cautions() {
        return settings.current().map(PolicySettings::cautions).orElse(List.of());
    }
}

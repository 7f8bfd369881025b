// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.internal.rule.AddressRule;
import io.ingot.access.internal.rule.HostRule;
import io.ingot.access.internal.rule.PolicyRule;
import io.ingot.access.internal.rule.SchemeRule;
import io.ingot.access.internal.rule.WeakChecksumRule;
import io.ingot.common.settings.CommaList;
import java.util.List;

/**
 * The built-in rules of one configuration.
 *
 * @param rules the rules, in the order of their checks
 */
record PolicySettings(List<PolicyRule> rules) {
    PolicySettings {
        rules = List.copyOf(rules);
    }

    /**
     * Creates the rules of {@code io.ingot.access}.
     *
     * @throws IllegalArgumentException if a value is invalid; its message names the property
     */
    static PolicySettings of(AccessConfig access) {
        return new PolicySettings(List.of(
                new SchemeRule(CommaList.of(access.schemes())),
                new HostRule(CommaList.of(access.allowedHosts()), CommaList.of(access.refusedHosts())),
                new AddressRule(
                        CommaList.of(access.refusedAddresses()),
                        CommaList.of(access.allowedAddresses()),
                        refusedByDefault()),
                new WeakChecksumRule(access.allowWeakChecksums())));
    }

    /** What the settings allow that is less safe than the default, one sentence each. */
    List<String> cautions() {
        return rules.stream().flatMap(rule -> rule.cautions().stream()).toList();
    }

    private static List<String> refusedByDefault() {
        try {
            Object value =
                    AccessConfig.class.getDeclaredMethod("refusedAddresses").getDefaultValue();
            return List.of((String[]) value);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the configuration has no property refusedAddresses", e);
        }
    }
}

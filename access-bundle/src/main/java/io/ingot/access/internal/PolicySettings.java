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
 * The built-in rules, as they are configured.
 *
 * @param rules in the order in which they are asked
 */
record PolicySettings(List<PolicyRule> rules) {
    PolicySettings {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the configuration of all but files.
     *
     * @throws IllegalArgumentException if a value is wrong; its message names the property
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

    /** What a less safe choice allows, one sentence each. */
    List<String> cautions() {
        return rules.stream().flatMap(rule -> rule.cautions().stream()).toList();
    }

    private static List<String> refusedByDefault() {
        try {
            Object value =
                    AccessConfig.class.getDeclaredMethod("refusedAddresses").getDefaultValue();
            return List.of((String[]) value);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the configuration lost a property", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.access.AccessRule;
import io.ingot.access.internal.rule.PolicyRule;
import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Scheme;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The operator's policy: the built-in rules, then those of other bundles. With settings that are invalid from the beginning,
 * it refuses everything. A failed activation instead could not be corrected by valid settings: Felix SCR 2.2.6 and 2.2.18
 * do not retry a service that they once failed to get, so that components that reference the policy would never start.
 */
@Component(service = AccessPolicy.class, immediate = true, configurationPid = "io.ingot.access")
public final class OperatorPolicy implements AccessPolicy {
    private final RegisteredRules registered = new RegisteredRules();
    private final FilePolicy files;
    private final ConfiguredRules configured;

    /** A policy with these settings. */
    @Activate
    public OperatorPolicy(AccessConfig config, @Reference FilePolicy files) {
        this.files = files;
        this.configured = new ConfiguredRules("io.ingot.access", () -> PolicySettings.of(config));
    }

    /** Replaces the settings. Checks that run keep the settings with which they began; invalid settings change nothing. */
    @Modified
    void modified(AccessConfig config) {
        configured.update(() -> PolicySettings.of(config));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRule(AccessRule rule, Map<String, Object> properties) {
        registered.put(id(properties), rule);
    }

    void unbindRule(Map<String, Object> properties) {
        registered.remove(id(properties));
    }

    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        checkReference(reference, Scheme.Authority.HOST);
    }

    @Override
    public void checkReference(ImageReference reference, Scheme.Authority authority) throws ImageException {
        List<PolicyRule> rules = configured.rules().stream()
                .filter(rule -> authority == Scheme.Authority.HOST || !rule.checksHosts())
                .toList();
        check(rule -> rule.checkReference(reference), rules);
        check(rule -> rule.checkReference(reference), files.rules());
        registered.check(rule -> rule.checkReference(reference));
    }

    @Override
    public void checkAddress(String host, InetAddress address) throws ImageException {
        check(rule -> rule.checkAddress(host, address));
    }

    @Override
    public void checkAddress(String host, InetAddress address, AddressScope from) throws ImageException {
        checkAddress(host, address);
        for (PolicyRule rule : configured.rules()) {
            rule.checkRedirect(host, address, from);
        }
    }

    @Override
    public void checkFile(Path real) throws ImageException {
        check(rule -> rule.checkFile(real));
    }

    @Override
    public void checkSize(long bytes) throws ImageException {
        check(rule -> rule.checkSize(bytes));
    }

    @Override
    public void checkAlgorithm(String algorithm) throws ImageException {
        check(rule -> rule.checkAlgorithm(algorithm));
    }

    private void check(PolicyCheck check) throws ImageException {
        check(check, configured.rules());
        check(check, files.rules());
        registered.check(check);
    }

    private static void check(PolicyCheck check, List<PolicyRule> rules) throws ImageException {
        for (PolicyRule rule : rules) {
            check.check(rule);
        }
    }

    private static long id(Map<String, Object> properties) {
        return (Long) Objects.requireNonNull(properties.get(Constants.SERVICE_ID));
    }
}

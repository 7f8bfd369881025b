// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.access.AccessRule;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.InstanceHome;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's policy: the rules that are built in, then those of others. Settings that are wrong from the beginning
 * refuse everything. To refuse to activate instead would not be repaired by better settings: Felix SCR 2.2.6 and 2.2.18 do
 * not ask again for a service that they once did not get, so that whoever needs the policy would stay away for good.
 */
@Component(
        service = AccessPolicy.class,
        immediate = true,
        configurationPid = {"io.ingot.access", "io.ingot.file"})
public final class OperatorPolicy implements AccessPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPolicy.class);

    private final ForeignRules foreign = new ForeignRules();
    private final Path home;
    private volatile PolicySettings settings;

    /** A policy with these settings. */
    @Activate
    public OperatorPolicy(BundleContext context, AccessConfig access, FileConfig file) {
        this(InstanceHome.of(context::getProperty, System.getenv()), access, file);
    }

    OperatorPolicy(Path home, AccessConfig access, FileConfig file) {
        this.home = home;
        this.settings = read(access, file);
        warn(settings.cautions());
    }

    /** Questions under way end with the settings they began with; wrong settings change nothing. */
    @Modified
    void modified(AccessConfig access, FileConfig file) {
        PolicySettings before = settings;
        PolicySettings read = read(access, file);
        settings = read.readable() || !before.readable() ? read : before;
        warn(settings.cautions().stream()
                .filter(caution -> !before.cautions().contains(caution))
                .toList());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRule(AccessRule rule, Map<String, Object> properties) {
        foreign.put(id(properties), rule);
    }

    void unbindRule(Map<String, Object> properties) {
        foreign.remove(id(properties));
    }

    @Override
    public void reference(ImageReference reference) throws ImageException {
        ask(rule -> rule.reference(reference));
    }

    @Override
    public void address(String host, InetAddress address) throws ImageException {
        ask(rule -> rule.address(host, address));
    }

    @Override
    public void file(Path real) throws ImageException {
        ask(rule -> rule.file(real));
    }

    @Override
    public void size(long bytes) throws ImageException {
        ask(rule -> rule.size(bytes));
    }

    @Override
    public void algorithm(String algorithm) throws ImageException {
        ask(rule -> rule.algorithm(algorithm));
    }

    private PolicySettings read(AccessConfig access, FileConfig file) {
        try {
            return PolicySettings.of(access, file, home);
        } catch (IllegalArgumentException e) {
            LOG.error("the configuration of the access policy is wrong, and does not hold: {}", e.getMessage());
            return PolicySettings.unreadable(String.valueOf(e.getMessage()));
        }
    }

    private void ask(Question question) throws ImageException {
        for (AccessRule rule : settings.rules()) {
            question.ask(rule);
        }
        foreign.ask(question);
    }

    private static long id(Map<String, Object> properties) {
        return (Long) Objects.requireNonNull(properties.get(Constants.SERVICE_ID));
    }

    private static void warn(List<String> cautions) {
        cautions.forEach(caution -> LOG.warn("less safe than the default: {}", caution));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.common.settings.CurrentSettings;
import io.ingot.httpclient.internal.address.PolicedLookup;
import io.ingot.httpclient.internal.exchange.ConnectionPool;
import io.ingot.httpclient.internal.exchange.Exchange;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool and the policy that the {@link BundleHttpClient} of all bundles share. The pool follows the
 * newest valid configuration; a change re-registers no service.
 */
@Component(service = SharedPool.class, configurationPid = HttpClientSettings.PID)
@Designate(ocd = HttpClientConfig.class)
public final class SharedPool {
    private static final Logger LOG = LoggerFactory.getLogger(SharedPool.class);

    private final AccessPolicy policy;
    private final Map<String, String> environment;
    private final Exchange.Shared shared;
    private final CurrentSettings<ConnectionPool> pools = new CurrentSettings<>(HttpClientSettings.PID);

    @Activate
    public SharedPool(HttpClientConfig config, @Reference AccessPolicy policy) {
        this(config, policy, System.getenv());
    }

    SharedPool(HttpClientConfig config, AccessPolicy policy, Map<String, String> environment) {
        this.environment = environment;
        this.policy = policy;
        this.shared = new Exchange.Shared(new PolicedLookup(policy), Clock.systemUTC(), UserAgent.text());
        modified(config);
    }

    @Modified
    void modified(HttpClientConfig config) {
        Optional<ConnectionPool> before = pools.current();
        if (pools.update(() -> create(config))) {
            before.ifPresent(ConnectionPool::retire);
        }
    }

    @Deactivate
    void deactivate() {
        pools.current().ifPresent(ConnectionPool::retire);
    }

    /**
     * Returns the pool to use for a request.
     *
     * @throws ImageException INVALID_CONFIGURATION if no configuration was valid so far
     */
    ConnectionPool pool() throws ImageException {
        return pools.get();
    }

    Exchange.Shared shared() {
        return shared;
    }

    /** Checks a target against the policy. */
    void checkPolicy(ImageReference target) throws ImageException {
        policy.checkReference(target);
    }

    private ConnectionPool create(HttpClientConfig config) {
        HttpClientSettings settings = HttpClientSettings.of(config, environment);
        if (settings.tls().insecure()) {
            LOG.warn("{}/insecure is set: any certificate is accepted for any host", HttpClientSettings.PID);
        }
        return new ConnectionPool(settings);
    }
}

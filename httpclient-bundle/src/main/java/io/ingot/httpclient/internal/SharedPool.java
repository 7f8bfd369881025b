// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.httpclient.internal.address.PolicedLookup;
import io.ingot.httpclient.internal.exchange.ConnectionPool;
import io.ingot.httpclient.internal.exchange.Exchange;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the {@link BundleHttpClient} of all bundles share: the connections, by the newest configuration, and policy. A
 * change re-registers nothing, and a wrong one changes nothing. A configuration that is wrong from the beginning refuses
 * every request until it is mended, and says why: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(service = SharedPool.class, configurationPid = HttpClientSettings.PID)
@Designate(ocd = HttpClientConfig.class)
public final class SharedPool {
    private static final Logger LOG = LoggerFactory.getLogger(SharedPool.class);

    private final AccessPolicy policy;
    private final Map<String, String> environment;
    private final Exchange.Identity identity;
    private volatile State state;

    @Activate
    public SharedPool(HttpClientConfig config, @Reference AccessPolicy policy) {
        this(config, policy, System.getenv());
    }

    SharedPool(HttpClientConfig config, AccessPolicy policy, Map<String, String> environment) {
        this.environment = environment;
        this.policy = policy;
        this.identity = new Exchange.Identity(new PolicedLookup(policy), Clock.systemUTC(), UserAgent.text());
        this.state = read(config);
    }

    @Modified
    void modified(HttpClientConfig config) {
        State before = state;
        State changed = read(config);
        if (changed.pool() != null || before.pool() == null) {
            state = changed;
            before.retire();
        }
    }

    @Deactivate
    void deactivate() {
        state.retire();
    }

    /**
     * The connections to use for a request.
     *
     * @throws ImageException INVALID_CONFIGURATION if there are none to be had
     */
    ConnectionPool connections() throws ImageException {
        State now = state;
        if (now.pool() == null) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, now.refusal());
        }
        return now.pool();
    }

    Exchange.Identity identity() {
        return identity;
    }

    /** Asks policy for a target. */
    void police(ImageReference target) throws ImageException {
        policy.checkReference(target);
    }

    private State read(HttpClientConfig config) {
        try {
            HttpClientSettings settings = HttpClientSettings.of(config, environment);
            if (settings.tls().insecure()) {
                LOG.warn("{}/insecure is set: any certificate is accepted for any host", HttpClientSettings.PID);
            }
            return new State(new ConnectionPool(settings), "");
        } catch (RuntimeException e) { // ours, or that of SCR for a value of another type
            String problem = "the configuration " + HttpClientSettings.PID + " is wrong: " + e.getMessage();
            LOG.error("{}; the former one holds, or, if there is none, nothing is asked over HTTP", problem);
            return new State(null, problem);
        }
    }

    private record State(@Nullable ConnectionPool pool, String refusal) {
        void retire() {
            Optional.ofNullable(pool).ifPresent(ConnectionPool::retire);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.image.ImageReference;
import java.time.Duration;
import java.util.Map;

/**
 * What the operator set, checked.
 *
 * @param connect for one address, and each step of a TLS handshake
 * @param lookup for the addresses of a name
 * @param response for the next byte of an answer
 * @param pool for a free connection
 * @param idle how long an unused connection is kept
 * @param maxConnections in all
 * @param maxConnectionsPerHost to one host
 * @param maxIdleConnections unused ones that are kept, in all
 * @param maxRedirects for one request
 * @param proxies through which requests go
 */
public record HttpClientSettings(
        Duration connect,
        Duration lookup,
        Duration response,
        Duration pool,
        Duration idle,
        int maxConnections,
        int maxConnectionsPerHost,
        int maxIdleConnections,
        int maxRedirects,
        TlsSettings tls,
        ProxySettings proxies) {
    /** The PID, for messages. */
    public static final String PID = "io.ingot.httpclient";

    /**
     * Reads and checks a configuration.
     *
     * @throws IllegalArgumentException naming property, value and expectation
     */
    public static HttpClientSettings of(HttpClientConfig config) {
        return of(config, Map.of());
    }

    /**
     * The same, with the variables of the environment, which may name proxies. What is wrong with them refuses the requests
     * that need them, not the configuration.
     */
    public static HttpClientSettings of(HttpClientConfig config, Map<String, String> environment) {
        return new HttpClientSettings(
                millis("connectTimeoutMillis", config.connectTimeoutMillis()),
                millis("lookupTimeoutMillis", config.lookupTimeoutMillis()),
                millis("responseTimeoutMillis", config.responseTimeoutMillis()),
                millis("poolTimeoutMillis", config.poolTimeoutMillis()),
                millis("idleTimeoutMillis", config.idleTimeoutMillis()),
                within("maxConnections", config.maxConnections(), 1, HttpClientConfig.MOST_CONNECTIONS),
                within("maxConnectionsPerHost", config.maxConnectionsPerHost(), 1, HttpClientConfig.MOST_CONNECTIONS),
                within("maxIdleConnections", config.maxIdleConnections(), 0, HttpClientConfig.MOST_CONNECTIONS),
                within("maxRedirects", config.maxRedirects(), 0, HttpClientConfig.MOST_REDIRECTS),
                TlsSettings.of(config),
                ProxySettings.of(config, environment));
    }

    static IllegalArgumentException refused(String property, Object value, String expectation) {
        String shown = ImageReference.redact(String.valueOf(value));
        return new IllegalArgumentException(PID + "/" + property + " must be " + expectation + ", was '" + shown + "'");
    }

    private static Duration millis(String property, long value) {
        return Duration.ofMillis(within(property, value, 1, HttpClientConfig.DAY_MILLIS));
    }

    private static int within(String property, int value, int low, int high) {
        return (int) within(property, (long) value, low, high);
    }

    private static long within(String property, long value, long low, long high) {
        if (value < low || value > high) {
            throw refused(property, value, "from " + low + " to " + high);
        }
        return value;
    }
}

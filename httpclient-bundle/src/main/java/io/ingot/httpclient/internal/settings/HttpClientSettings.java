// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.image.ImageReference;
import java.time.Duration;
import java.util.Map;

/**
 * The validated settings of the HTTP client.
 *
 * @param connect timeout for a connection to one address, and for each step of a TLS handshake
 * @param lookup timeout for the addresses of a name
 * @param response timeout for the next byte of a response
 * @param pool timeout for a free connection
 * @param idle how long an idle connection is kept
 * @param maxConnections limit of connections in total
 * @param maxConnectionsPerHost limit of connections to one host
 * @param maxIdleConnections limit of idle connections in total
 * @param maxRedirects limit of redirects of one request
 * @param tls versions, ciphers and trust
 * @param proxies the proxies to use
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
     * Reads and checks a configuration and the variables of the environment, which may name proxies. A wrong variable
     * fails the requests that need it, not the configuration.
     */
    public static HttpClientSettings of(HttpClientConfig config, Map<String, String> environment) {
        return new HttpClientSettings(
                millis("connectTimeoutMillis", config.connectTimeoutMillis()),
                millis("lookupTimeoutMillis", config.lookupTimeoutMillis()),
                millis("responseTimeoutMillis", config.responseTimeoutMillis()),
                millis("poolTimeoutMillis", config.poolTimeoutMillis()),
                millis("idleTimeoutMillis", config.idleTimeoutMillis()),
                within("maxConnections", config.maxConnections(), 1, HttpClientConfig.MAX_CONNECTIONS),
                within("maxConnectionsPerHost", config.maxConnectionsPerHost(), 1, HttpClientConfig.MAX_CONNECTIONS),
                within("maxIdleConnections", config.maxIdleConnections(), 0, HttpClientConfig.MAX_CONNECTIONS),
                within("maxRedirects", config.maxRedirects(), 0, HttpClientConfig.MAX_REDIRECTS),
                TlsSettings.of(config),
                ProxySettings.of(config, environment));
    }

    static IllegalArgumentException refused(String property, Object value, String expectation) {
        String shown = ImageReference.redact(String.valueOf(value));
        return new IllegalArgumentException(PID + "/" + property + " must be " + expectation + ", was '" + shown + "'");
    }

    private static Duration millis(String property, long value) {
        return Duration.ofMillis(within(property, value, 1, HttpClientConfig.MAX_MILLIS));
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

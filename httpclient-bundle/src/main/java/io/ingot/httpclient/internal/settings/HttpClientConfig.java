// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The properties of the PID {@code io.ingot.httpclient}, as the operator writes them. */
@ObjectClassDefinition(
        name = "Ingot HTTP client",
        description = "Connections, TLS and proxies of everything that Ingot reads over HTTP."
                + " A change applies to new requests; those under way end as they began.")
public @interface HttpClientConfig {
    /** The longest of all timeouts. */
    long DAY_MILLIS = 86_400_000;
    /** The most connections. */
    int MOST_CONNECTIONS = 65_536;
    /** The most redirects. */
    int MOST_REDIRECTS = 50;

    @AttributeDefinition(
            name = "Connect timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description =
                    "Milliseconds to wait for a connection to one address, and for each step of the TLS handshake.")
    long connectTimeoutMillis() default 10_000;

    @AttributeDefinition(
            name = "Look-up timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description =
                    "Milliseconds to wait for the addresses of a name. Of 64 look-ups at once a quarter may be of names in"
                            + " one domain; further ones wait for their turn within this time. Addresses are not looked up.")
    long lookupTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Response timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description =
                    "Milliseconds to wait for the next byte of an answer, its first one included. What bounds a request"
                            + " earlier, io.ingot.fetch/stallTimeoutMillis for example, ends it then.")
    long responseTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Pool timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description = "Milliseconds to wait for a free connection when all are in use.")
    long poolTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Idle timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description = "Milliseconds for which an unused connection is kept.")
    long idleTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Connections",
            min = "1",
            max = "" + MOST_CONNECTIONS,
            description = "Connections at once, in all.")
    int maxConnections() default 384;

    @AttributeDefinition(
            name = "Connections per host",
            min = "1",
            max = "" + MOST_CONNECTIONS,
            description =
                    "Connections at once to one host: transfers at once times segments of each, and some to look.")
    int maxConnectionsPerHost() default 192;

    @AttributeDefinition(
            name = "Idle connections",
            min = "0",
            max = "" + MOST_CONNECTIONS,
            description = "Unused connections that are kept at the most, in all; 0 keeps none.")
    int maxIdleConnections() default 32;

    @AttributeDefinition(
            name = "Redirects",
            min = "0",
            max = "" + MOST_REDIRECTS,
            description = "Redirects that are followed for one request; 0 follows none.")
    int maxRedirects() default 10;

    @AttributeDefinition(
            name = "CA file",
            description = "File of PEM certificates of the authorities to trust, instead of those of the JDK.")
    String caFile() default "";

    @AttributeDefinition(
            name = "Insecure",
            description = "Accept any certificate for any host. For trials only: whoever is on the path can then"
                    + " read credentials and replace images.")
    boolean insecure() default false;

    @AttributeDefinition(name = "Lowest TLS version", description = "1.2 or 1.3.")
    String tlsMinimumVersion() default "1.3";

    @AttributeDefinition(
            name = "TLS cipher suites",
            description = "Names of the JDK, TLS_AES_256_GCM_SHA384 for example; empty for the JDK's choice without"
                    + " the weak ones.")
    String[] tlsCiphers() default {};

    @AttributeDefinition(
            name = "Proxy",
            description =
                    "http://HOST:PORT through which all is asked; empty for none. It wins over the environment. The"
                            + " target's addresses are checked by policy as far as its name resolves here; otherwise its host rules"
                            + " decide.")
    String proxy() default "";

    @AttributeDefinition(
            name = "Use environment",
            description =
                    "Where no proxy is set, follow the environment variables http_proxy (lower case only), https_proxy,"
                            + " all_proxy and no_proxy. The standalone command does so by default.")
    boolean useEnvironment() default false;

    @AttributeDefinition(
            name = "No proxy for",
            description = "Hosts that are asked directly: a name; .DOMAIN or *.DOMAIN for a domain and all below it; an"
                    + " address; a block of addresses such as 10.0.0.0/8 or fd00::/8, which covers hosts that are written as"
                    + " addresses, since no name is looked up for it; * for all. Each may have a port: mirror.example:8080,"
                    + " [fd00::1]:8080.")
    String[] noProxy() default {};

    @AttributeDefinition(
            name = "Proxy user",
            description = "User for Basic authentication at a proxy that is named without one.")
    String proxyUser() default "";

    @AttributeDefinition(
            name = "Proxy password file",
            description = "File that holds the proxy's password, and nothing else; read at each request.")
    String proxyPasswordFile() default "";
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The properties of the PID {@code io.ingot.httpclient}. */
@ObjectClassDefinition(
        name = "Ingot HTTP client",
        description = "Connections, TLS and proxies of all HTTP requests. A change applies to new requests;"
                + " running ones keep their settings.")
public @interface HttpClientConfig {
    /** The longest timeout, a day. */
    long MAX_MILLIS = 86_400_000;
    /** The highest limit of connections. */
    int MAX_CONNECTIONS = 65_536;
    /** The highest limit of redirects. */
    int MAX_REDIRECTS = 50;

    @AttributeDefinition(
            name = "Connect timeout",
            min = "1",
            max = "" + MAX_MILLIS,
            description = "Milliseconds to wait for a connection to one address, and for each step of the TLS"
                    + " handshake.")
    long connectTimeoutMillis() default 10_000;

    @AttributeDefinition(
            name = "Look-up timeout",
            min = "1",
            max = "" + MAX_MILLIS,
            description = "Milliseconds to wait for the addresses of a name. Of 64 concurrent look-ups a quarter"
                    + " may be of names in one domain; the time that further ones wait counts. Addresses are not"
                    + " looked up.")
    long lookupTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Response timeout",
            min = "1",
            max = "" + MAX_MILLIS,
            description = "Milliseconds to wait for the next byte of a response, including the first one. A shorter"
                    + " limit, such as io.ingot.fetch/stallTimeoutMillis, ends a request earlier.")
    long responseTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Pool timeout",
            min = "1",
            max = "" + MAX_MILLIS,
            description = "Milliseconds to wait for a free connection when all are in use.")
    long poolTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Idle timeout",
            min = "1",
            max = "" + MAX_MILLIS,
            description = "Milliseconds for which an idle connection is kept.")
    long idleTimeoutMillis() default 30_000;

    @AttributeDefinition(
            name = "Connections",
            min = "1",
            max = "" + MAX_CONNECTIONS,
            description = "The most concurrent connections, in total.")
    int maxConnections() default 384;

    @AttributeDefinition(
            name = "Connections per host",
            min = "1",
            max = "" + MAX_CONNECTIONS,
            description = "The most concurrent connections to one host: enough for all segments of all transfers,"
                    + " and for requests of metadata.")
    int maxConnectionsPerHost() default 192;

    @AttributeDefinition(
            name = "Idle connections",
            min = "0",
            max = "" + MAX_CONNECTIONS,
            description = "The most idle connections that are kept, in total; 0 keeps none.")
    int maxIdleConnections() default 32;

    @AttributeDefinition(
            name = "Redirects",
            min = "0",
            max = "" + MAX_REDIRECTS,
            description = "The most redirects that are followed for one request; 0 follows none.")
    int maxRedirects() default 10;

    @AttributeDefinition(
            name = "CA file",
            description = "File of PEM certificates of the authorities to trust, instead of those of the JDK.")
    String caFile() default "";

    @AttributeDefinition(
            name = "Insecure",
            description = "Accept any certificate for any host. For trials only: an attacker on the path can then"
                    + " read credentials and replace images.")
    boolean insecure() default false;

    @AttributeDefinition(name = "Lowest TLS version", description = "Lowest TLS version that is accepted: 1.2 or 1.3.")
    String tlsMinimumVersion() default "1.3";

    @AttributeDefinition(
            name = "TLS cipher suites",
            description = "Cipher suites to offer, by their names in the JDK, for example TLS_AES_256_GCM_SHA384;"
                    + " empty for the JDK's choice without the weak ones.")
    String[] tlsCiphers() default {};

    @AttributeDefinition(
            name = "Proxy",
            description = "The proxy for all requests, http://HOST:PORT; empty for none. It takes precedence over"
                    + " the environment. The policy checks the target's addresses if its name resolves locally;"
                    + " otherwise its host rules decide.")
    String proxy() default "";

    @AttributeDefinition(
            name = "Use environment",
            description = "Where no proxy is set, use those of the environment variables http_proxy (lower case"
                    + " only), https_proxy, all_proxy and no_proxy. The standalone command does so by default.")
    boolean useEnvironment() default false;

    @AttributeDefinition(
            name = "No proxy for",
            description = "Hosts that are reached without a proxy: a name; .DOMAIN or *.DOMAIN for a domain and all"
                    + " below it; an address; a block of addresses such as 10.0.0.0/8 or fd00::/8, which covers"
                    + " hosts that are written as addresses, since Ingot looks up no name for it; * for all."
                    + " Each may have a port: mirror.example:8080, [fd00::1]:8080.")
    String[] noProxy() default {};

    @AttributeDefinition(
            name = "Proxy user",
            description = "User for Basic authentication at a proxy whose URL names none.")
    String proxyUser() default "";

    @AttributeDefinition(
            name = "Proxy password file",
            description = "File that holds only the proxy's password; read at each request.")
    String proxyPasswordFile() default "";
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The properties of the configuration {@code io.ingot.resolver}. */
@ObjectClassDefinition(name = "Ingot Resolver", description = "How image services are found and called.")
@interface ResolverConfig {
    long MINUTE_MILLIS = 60_000;
    long TEN_MINUTES_MILLIS = 10 * MINUTE_MILLIS;
    long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    int MOST_RETRIES = 20;

    @AttributeDefinition(
            name = "Wait for a service",
            min = "0",
            max = "" + TEN_MINUTES_MILLIS,
            description = "Milliseconds for which a request waits for an image service that was present, or that an"
                    + " installed bundle announces, for instance while its bundle is updated. 0: no wait.")
    long waitMillis() default 10_000;

    @AttributeDefinition(
            name = "Call timeout",
            min = "1",
            max = "" + HOUR_MILLIS,
            description =
                    "Milliseconds after which a question to a service about an image, or for its bytes, ends. It does"
                            + " not bound the transfer of the bytes.")
    long showTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Retries",
            min = "0",
            max = "" + MOST_RETRIES,
            description = "How often a call that transfers no bytes is repeated after a retryable failure.")
    int retries() default 3;

    @AttributeDefinition(
            name = "First pause",
            min = "1",
            max = "" + MINUTE_MILLIS,
            description =
                    "Milliseconds before the first repetition, doubled before each further one. A random part, up to"
                            + " half, is subtracted from each pause.")
    long retryPauseMillis() default 500;

    @AttributeDefinition(
            name = "Longest pause",
            min = "1",
            max = "" + TEN_MINUTES_MILLIS,
            description =
                    "Longest pause in milliseconds. If a server asks for a longer one (Retry-After), the call is not"
                            + " repeated.")
    long longestRetryPauseMillis() default 30_000;

    @AttributeDefinition(
            name = "Protected schemes",
            required = false,
            description = "Schemes that only trusted bundles may answer, whatever the ranking of another service.")
    String[] protectedSchemes() default {"file", "glance", "http", "https"};

    @AttributeDefinition(
            name = "Trusted bundles",
            required = false,
            description =
                    "Bundles that may answer protected schemes, by their symbolic names. A bundle chooses its own name;"
                            + " NAME@LOCATION trusts it only if it was installed from there, or below it if LOCATION"
                            + " ends in a slash: io.ingot.http@reference:file:///opt/ingot/bundles/.")
    String[] trustedBundles() default {"io.ingot.file", "io.ingot.glance", "io.ingot.http"};
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The outer form of the configuration, PID {@code io.ingot.resolver}. */
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
            description =
                    "Milliseconds for which a request waits for an image service that was here, or that an installed"
                            + " bundle announces: while it is updated, for example. 0: not at all.")
    long waitMillis() default 10_000;

    @AttributeDefinition(
            name = "Call timeout",
            min = "1",
            max = "" + HOUR_MILLIS,
            description =
                    "Milliseconds after which a call that asks a service about an image, or for its bytes, is given"
                            + " up. It does not bound the transfer of the bytes.")
    long showTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Retries",
            min = "0",
            max = "" + MOST_RETRIES,
            description = "How often a call that moves no bytes is repeated after a failure that may pass.")
    int retries() default 3;

    @AttributeDefinition(
            name = "First pause",
            min = "1",
            max = "" + MINUTE_MILLIS,
            description =
                    "Milliseconds before the first repetition; doubled before each further one. Up to half of a pause"
                            + " is left out by chance.")
    long retryPauseMillis() default 500;

    @AttributeDefinition(
            name = "Longest pause",
            min = "1",
            max = "" + TEN_MINUTES_MILLIS,
            description = "Milliseconds that no pause exceeds. A server that asks for a longer one (Retry-After) is not"
                    + " asked again.")
    long longestRetryPauseMillis() default 30_000;

    @AttributeDefinition(
            name = "Protected schemes",
            required = false,
            description = "Schemes that only the trusted bundles answer, whatever the ranking of another service.")
    String[] protectedSchemes() default {"file", "glance", "http", "https"};

    @AttributeDefinition(
            name = "Trusted bundles",
            required = false,
            description =
                    "Bundles that may answer protected schemes, by their symbolic names. A name is what the bundle says of"
                            + " itself; NAME@LOCATION is that bundle only if it was installed from there, or below it if"
                            + " it ends in a slash: io.ingot.http@reference:file:///opt/ingot/bundles/.")
    String[] trustedBundles() default {"io.ingot.file", "io.ingot.glance", "io.ingot.http"};
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.common.settings.CommaList;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.resolver.internal.call.RetryRule;
import io.ingot.resolver.internal.service.CallTimeout;
import io.ingot.resolver.internal.table.ProtectedSchemes;
import io.ingot.resolver.internal.table.SchemeProperty;
import io.ingot.resolver.internal.table.TrustedBundle;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The checked settings of the resolver.
 *
 * @param waitTime how long a request waits for a service that was present or is announced
 * @param callTimeout the time after which one call ends
 * @param retryRule how often calls are repeated, after which pauses
 * @param protection which bundles may answer which schemes
 */
record ResolverSettings(Duration waitTime, CallTimeout callTimeout, RetryRule retryRule, ProtectedSchemes protection) {
    private static final String PID = "io.ingot.resolver";

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected one
     */
    static ResolverSettings of(ResolverConfig config) {
        long retries = checked("retries", config.retries(), 0, ResolverConfig.MOST_RETRIES);
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis(), 1, ResolverConfig.MINUTE_MILLIS);
        Duration longest = millis(
                "longestRetryPauseMillis", config.longestRetryPauseMillis(), 1, ResolverConfig.TEN_MINUTES_MILLIS);
        return new ResolverSettings(
                millis("waitMillis", config.waitMillis(), 0, ResolverConfig.TEN_MINUTES_MILLIS),
                new CallTimeout(
                        millis("showTimeoutMillis", config.showTimeoutMillis(), 1, ResolverConfig.HOUR_MILLIS),
                        PID + "/showTimeoutMillis"),
                new RetryRule((int) retries, pause, longest),
                new ProtectedSchemes(schemes(config.protectedSchemes()), bundles(config.trustedBundles())));
    }

    /** Returns these settings within the limits of one request. */
    ResolverSettings within(AttemptLimits limits) {
        return new ResolverSettings(
                waitTime,
                callTimeout.shorter(new CallTimeout(limits.timeout(), limits.timeoutProperty())),
                retryRule.atMost(limits.retries()),
                protection);
    }

    private static Set<String> schemes(String[] values) {
        SchemeProperty read = SchemeProperty.read(CommaList.of(values));
        if (!read.malformed().isEmpty()) {
            throw new IllegalArgumentException(PID + "/protectedSchemes must list schemes such as https, was "
                    + String.join(", ", read.malformed()));
        }
        return read.schemes();
    }

    private static List<TrustedBundle> bundles(String[] values) {
        return CommaList.of(values).stream()
                .map(text -> TrustedBundle.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(PID
                                + "/trustedBundles must list symbolic names such as io.ingot.http, or NAME@LOCATION;"
                                + " was '" + ImageReference.redact(text) + "'")))
                .toList();
    }

    private static Duration millis(String property, long value, long min, long max) {
        return Duration.ofMillis(checked(property, value, min, max));
    }

    private static long checked(String property, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    PID + "/" + property + " must be from " + min + " to " + max + ", was " + value);
        }
        return value;
    }
}

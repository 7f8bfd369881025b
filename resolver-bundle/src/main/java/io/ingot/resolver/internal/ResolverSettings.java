// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.common.settings.CommaList;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.resolver.internal.call.RetryRule;
import io.ingot.resolver.internal.service.CallBound;
import io.ingot.resolver.internal.table.ProtectedSchemes;
import io.ingot.resolver.internal.table.SchemeProperty;
import io.ingot.resolver.internal.table.TrustedBundle;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The inner form of the configuration: checked, and complete.
 *
 * @param patience for how long a service that should be here is waited for
 * @param callBound after which one call is given up
 * @param retryRule how calls are repeated
 * @param protection who may answer which schemes
 */
record ResolverSettings(Duration patience, CallBound callBound, RetryRule retryRule, ProtectedSchemes protection) {
    private static final String PID = "io.ingot.resolver";

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static ResolverSettings of(ResolverConfig config) {
        long retries = checked("retries", config.retries(), 0, ResolverConfig.MOST_RETRIES);
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis(), 1, ResolverConfig.MINUTE_MILLIS);
        Duration longest = millis(
                "longestRetryPauseMillis", config.longestRetryPauseMillis(), 1, ResolverConfig.TEN_MINUTES_MILLIS);
        return new ResolverSettings(
                millis("waitMillis", config.waitMillis(), 0, ResolverConfig.TEN_MINUTES_MILLIS),
                new CallBound(
                        millis("showTimeoutMillis", config.showTimeoutMillis(), 1, ResolverConfig.HOUR_MILLIS),
                        PID + "/showTimeoutMillis"),
                new RetryRule((int) retries, pause, longest),
                new ProtectedSchemes(schemes(config.protectedSchemes()), bundles(config.trustedBundles())));
    }

    /** The same within the limits of a question. */
    ResolverSettings within(AttemptLimits limits) {
        return new ResolverSettings(
                patience,
                callBound.and(new CallBound(limits.timeout(), limits.timeoutProperty())),
                retryRule.atMost(limits.retries()),
                protection);
    }

    private static Set<String> schemes(String[] values) {
        SchemeProperty read = SchemeProperty.read(CommaList.of(values));
        if (!read.refused().isEmpty()) {
            throw new IllegalArgumentException(PID + "/protectedSchemes must list schemes such as https, was "
                    + String.join(", ", read.refused()));
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

    private static Duration millis(String property, long value, long least, long most) {
        return Duration.ofMillis(checked(property, value, least, most));
    }

    private static long checked(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PID + "/" + property + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates what a service threw into an exception for the caller. If the service is leaving, that is the reason,
 * whatever it threw. The exception is created here, since a {@link Throwable} pins the class loader of its thrower.
 */
public final class ServiceFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceFailures.class);

    private ServiceFailures() {}

    /**
     * Translates an exception, and logs the original.
     *
     * @param activity what failed, as a present participle: {@code "showing http://mirror/a.qcow2"}
     */
    public static ImageException of(Throwable thrown, LinkedCall call, String activity) {
        Provider provider = call.service().provider();
        Optional<ImageException> ending = call.ending();
        if (ending.isPresent()) {
            LOG.debug("{} threw at the end of {}", provider, activity, thrown);
            return ending.get();
        }
        if (thrown instanceof IOException failure) {
            LOG.debug("{} failed {}", provider, activity, thrown);
            return provider.failure(ImageException.from(failure, activity).detached());
        }
        LOG.error("{} failed unexpectedly {}", provider, activity, thrown);
        return defect(call, activity, "threw " + thrown.getClass().getName() + "; the log has the trace");
    }

    /** Returns an INTERNAL failure for a result that breaks the contract. */
    public static ImageException defect(LinkedCall call, String activity, String fact) {
        Provider provider = call.service().provider();
        return provider.failure(new ImageException(
                ErrorCode.INTERNAL, "the image service of " + provider + ", " + activity + ", " + fact));
    }
}

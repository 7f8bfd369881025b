// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller is told of what a service threw. Whether the service is leaving decides, not what it threw; and what the
 * caller gets is made here, since a {@link Throwable} holds the class loader of its thrower.
 */
public final class ServiceFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceFailures.class);

    private ServiceFailures() {}

    /**
     * Translates, and logs the original.
     *
     * @param doing what failed, for the message: {@code "showing http://mirror/a.qcow2"}
     */
    public static ImageException of(Throwable thrown, LinkedCall leash, String doing) {
        Provider provider = leash.service().provider();
        Optional<ImageException> ending = leash.ending();
        if (ending.isPresent()) {
            LOG.debug("{} threw while it ended {}", provider, doing, thrown);
            return ending.get();
        }
        if (thrown instanceof IOException known) {
            LOG.debug("{} failed {}", provider, doing, thrown);
            return provider.failure(ImageException.from(known, doing).detached());
        }
        LOG.error("{} broke {}", provider, doing, thrown);
        return defect(leash, doing, "threw " + thrown.getClass().getName() + "; the log has the trace");
    }

    /** What a caller is told of an answer that breaks the contract. */
    public static ImageException defect(LinkedCall leash, String doing, String fact) {
        Provider provider = leash.service().provider();
        return provider.failure(new ImageException(
                ErrorCode.INTERNAL, "the image service of " + provider + ", " + doing + ", " + fact));
    }
}

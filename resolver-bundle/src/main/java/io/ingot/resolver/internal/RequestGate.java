// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.access.CredentialStore;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Scheme;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator says of a request, whatever its scheme is: whether it is let through, and as whom it is made. */
final class RequestGate {
    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);

    private final AccessPolicy policy;
    private final CredentialStore credentials;

    RequestGate(AccessPolicy policy, CredentialStore credentials) {
        this.policy = policy;
        this.credentials = credentials;
    }

    /**
     * Asks the policy.
     *
     * @param authority what the authority of the reference names
     * @throws ImageException REFUSED_BY_POLICY
     */
    void check(ImageReference reference, Scheme.Authority authority) throws ImageException {
        try {
            policy.checkReference(reference, authority);
        } catch (ImageException e) {
            LOG.debug("refused: {}", reference, e);
            throw e.detached();
        }
    }

    /**
     * The request as a service gets it: with the credentials that are configured for its target, as they are now, unless
     * the caller or the reference names others.
     *
     * @throws ImageException INVALID_CONFIGURATION if there are some that cannot be read
     */
    ImageRequest handedOver(ImageRequest request, Scheme.Authority authority) throws ImageException {
        if (authority != Scheme.Authority.HOST
                || request.credentials().isPresent()
                || request.reference().userInfo().isPresent()) {
            return request;
        }
        try {
            Optional<Credentials> configured = credentials.find(request.reference());
            return configured.isPresent() ? request.as(configured.get()) : request;
        } catch (ImageException e) {
            throw e.detached();
        }
    }
}

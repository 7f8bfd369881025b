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

/** Applies the operator's settings to a request of any scheme: the access policy, and configured credentials. */
final class RequestGate {
    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);

    private final AccessPolicy policy;
    private final CredentialStore credentials;

    RequestGate(AccessPolicy policy, CredentialStore credentials) {
        this.policy = policy;
        this.credentials = credentials;
    }

    /**
     * Checks a reference against the policy.
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
     * Returns the request as a service gets it: with the credentials that are configured for its target now, unless the
     * caller or the reference has others, or the authority is not a host.
     *
     * @throws ImageException INVALID_CONFIGURATION if the configured credentials cannot be read
     */
    ImageRequest withConfiguredCredentials(ImageRequest request, Scheme.Authority authority) throws ImageException {
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

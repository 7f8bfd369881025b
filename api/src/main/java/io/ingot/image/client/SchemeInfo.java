// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import io.ingot.image.spi.Scheme;

/**
 * A scheme that can be resolved, and the image service that answers it.
 *
 * @param scheme the scheme, in lower case
 * @param bundle the symbolic name of the bundle that registered the service
 * @param version the version of that bundle
 * @param authority what the authority of its references names
 */
public record SchemeInfo(String scheme, String bundle, String version, Scheme.Authority authority) {
    /** Creates the description of a scheme whose references name a host. */
    public SchemeInfo(String scheme, String bundle, String version) {
        this(scheme, bundle, version, Scheme.Authority.HOST);
    }

    /** Returns the origin of a reference of this scheme: see {@link Scheme.Authority#origin}. */
    public Origin origin(ImageReference reference) {
        return authority.origin(reference);
    }
}

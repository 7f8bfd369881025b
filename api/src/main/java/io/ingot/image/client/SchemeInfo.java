// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import io.ingot.image.spi.Scheme;

/**
 * A scheme that can be resolved, and who answers.
 *
 * @param scheme the scheme, lower case
 * @param bundle the symbolic name of the bundle whose service answers
 * @param version the version of that bundle
 * @param authority what the authority of its references names
 */
public record SchemeInfo(String scheme, String bundle, String version, Scheme.Authority authority) {
    /** A scheme whose references name a host. */
    public SchemeInfo(String scheme, String bundle, String version) {
        this(scheme, bundle, version, Scheme.Authority.HOST);
    }

    /** The origin of a reference of this scheme, see {@link Scheme.Authority#origin}. */
    public Origin origin(ImageReference reference) {
        return authority.origin(reference);
    }
}

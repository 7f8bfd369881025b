// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;

/** The catalogue of services of a token (Identity API v3, "catalog"). Immutable. */
public interface Catalog {
    /**
     * Lists the endpoints of a service, best first; at least one.
     *
     * @throws ImageException INVALID_CONFIGURATION if there is none, naming the filter and what the catalogue has
     */
    List<ImageReference> endpoints(ServiceFilter filter) throws ImageException;
}

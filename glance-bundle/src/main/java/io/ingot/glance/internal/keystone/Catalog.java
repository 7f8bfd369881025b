// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;

/** The services that a token is good for, and where they are (Identity API v3, "catalog"). Immutable. */
public interface Catalog {
    /**
     * Where a service is, best first; at least one.
     *
     * @throws ImageException INVALID_CONFIGURATION if it is nowhere, naming what was looked for, and what is there
     */
    List<ImageReference> endpoints(ServiceFilter filter) throws ImageException;
}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * A cloud as described by the properties, {@code clouds.yaml} and the variables {@code OS_*} together.
 *
 * @param account the account; absent for anonymous access
 * @param image selects Glance's endpoints in the catalogue
 * @param imageEndpoints the endpoints of Glance, best first, without {@code /v2}; empty for the catalogue's
 */
public record Cloud(Optional<Account> account, ServiceFilter image, List<ImageReference> imageEndpoints) {
    /** Copies the list. */
    public Cloud {
        imageEndpoints = List.copyOf(imageEndpoints);
    }
}

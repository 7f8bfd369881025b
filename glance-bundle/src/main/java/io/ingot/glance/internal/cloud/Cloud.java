// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * What configuration, {@code clouds.yaml} and {@code OS_*} variables say together.
 *
 * @param account as whom; absent for nobody
 * @param image which endpoints of the catalogue are those of Glance
 * @param imageEndpoints where Glance is instead, best first, without {@code /v2}; empty for the catalogue's
 */
public record Cloud(Optional<Account> account, ServiceFilter image, List<ImageReference> imageEndpoints) {
    /** Copies the list. */
    public Cloud {
        imageEndpoints = List.copyOf(imageEndpoints);
    }
}

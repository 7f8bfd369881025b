// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.ImageException;
import io.ingot.image.Secret;

/** Where a secret comes from. It is read at each use, so that a new one needs no restart. */
@FunctionalInterface
public interface SecretReader {
    /**
     * The secret as it is now.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming the setting, if there is none to be read
     */
    Secret read() throws ImageException;
}

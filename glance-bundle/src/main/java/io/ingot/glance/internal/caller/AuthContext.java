// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.image.Credentials;
import java.util.Optional;

/**
 * With what Glance is asked at one time. Prints no secret.
 *
 * @param credentials what is sent; absent for nobody
 * @param own what Keystone granted us; absent if it was not asked, or granted nothing
 */
public record AuthContext(Optional<Credentials> credentials, Optional<Grant> grant) {}

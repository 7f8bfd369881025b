// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.time.Duration;

/**
 * A new grant and its lifetime.
 *
 * @param lifetime the time until expiry at the moment of the request, by Keystone's clock; never negative
 */
record IssuedGrant(Grant grant, Duration lifetime) {}

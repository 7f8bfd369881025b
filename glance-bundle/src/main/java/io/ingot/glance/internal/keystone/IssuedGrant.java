// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.time.Duration;

/**
 * A grant as it was issued.
 *
 * @param life how long it lasts from the moment when it was asked for, by Keystone's own clock; never negative
 */
record IssuedGrant(Grant grant, Duration lifetime) {}

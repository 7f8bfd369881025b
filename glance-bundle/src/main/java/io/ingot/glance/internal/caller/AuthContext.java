// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.image.Credentials;
import java.util.Optional;

/**
 * The credentials of requests to Glance at one time. Its text form contains no secret.
 *
 * @param credentials sent with each request; absent for an anonymous caller
 * @param grant the configured account's grant; absent if it is not used or was not obtained
 */
public record AuthContext(Optional<Credentials> credentials, Optional<Grant> grant) {}

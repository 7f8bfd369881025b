// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

/**
 * A bundle that is present without its image service.
 *
 * @param bundle the bundle's symbolic name
 * @param reason why: not started, a missing requirement, a configuration that is refused
 */
public record AbsentService(String bundle, String reason) {}

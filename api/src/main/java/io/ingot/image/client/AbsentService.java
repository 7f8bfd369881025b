// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

/**
 * An installed bundle whose image service is not available.
 *
 * @param bundle the bundle's symbolic name
 * @param reason why the service is not available: the bundle is not started, lacks a requirement, or has an invalid
 *     configuration
 */
public record AbsentService(String bundle, String reason) {}

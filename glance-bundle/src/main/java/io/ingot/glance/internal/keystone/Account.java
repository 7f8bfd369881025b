// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.ImageReference;

/**
 * Who we are to Keystone, and where that is. Prints no secret.
 *
 * @param authUrl Keystone's URL, ending in {@code /v3}
 * @param identity how we prove who we are
 * @param scope what the token is for
 */
public record Account(ImageReference authUrl, Identity identity, TokenScope scope) {}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.ImageReference;

/**
 * An account of Keystone. Its text form contains no secret.
 *
 * @param authUrl Keystone's URL, ending with {@code /v3}
 * @param identity the credentials
 * @param scope the scope of the token
 */
public record Account(ImageReference authUrl, Identity identity, TokenScope scope) {}

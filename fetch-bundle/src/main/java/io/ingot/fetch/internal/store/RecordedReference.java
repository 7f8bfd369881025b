// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.ImageInfo;

/**
 * What is recorded under a key of {@link ContentNames}. The image may have left the store.
 *
 * @param sha256 of the image, 64 hexadecimal digits
 * @param info what the image service knew of the image then
 * @param anonymous whether a request without credentials obtained this information
 */
public record RecordedReference(String sha256, ImageInfo info, boolean anonymous) {}

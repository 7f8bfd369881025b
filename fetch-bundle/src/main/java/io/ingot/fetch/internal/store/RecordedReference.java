// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.image.ImageInfo;

/**
 * What was recorded under a key; says nothing about whether the content is still held.
 *
 * @param sha256 of the content, 64 hexadecimal digits
 * @param info what the service showed when it was recorded
 * @param anonymous whether somebody was shown it who brought no credentials
 */
public record RecordedReference(String sha256, ImageInfo info, boolean anonymous) {}

// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.Checksum;
import io.ingot.image.client.FetchedImage;
import java.util.List;

/**
 * An image that has every checksum that was wanted, and is in its place.
 *
 * @param size its bytes
 * @param digests those that were computed
 * @param expectation what it was compared with
 * @param source where it came from
 * @param perhapsCut whether nothing but the end of the connection says that it is whole
 */
public record VerifiedImage(
        long size, List<Checksum> digests, Expectation expectation, FetchedImage.Source source, boolean perhapsCut) {}

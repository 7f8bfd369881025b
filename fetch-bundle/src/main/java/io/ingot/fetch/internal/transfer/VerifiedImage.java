// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.Checksum;
import io.ingot.image.client.FetchedImage;
import java.util.List;

/**
 * An image at its destination that has every expected checksum.
 *
 * @param size in bytes
 * @param digests all computed digests
 * @param expectation the checksums that it was compared with
 * @param source where it came from
 * @param mayBeTruncated whether only the end of the connection indicates that it is complete
 */
public record VerifiedImage(
        long size,
        List<Checksum> digests,
        Expectation expectation,
        FetchedImage.Source source,
        boolean mayBeTruncated) {}

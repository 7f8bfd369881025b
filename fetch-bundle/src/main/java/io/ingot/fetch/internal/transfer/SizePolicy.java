// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchRequest;
import java.util.OptionalLong;

/** The kinds and sizes of images that a fetch accepts. Immutable. */
public final class SizePolicy {
    private final AccessPolicy policy;
    private final long maxImageBytes;
    private final OptionalLong callerLimit;
    private final boolean acceptListing;
    private final boolean requireLength;

    /**
     * Creates the policy of one fetch.
     *
     * @param maxImageBytes the operator's limit
     * @param requireLength whether the operator refuses an image that may be truncated
     */
    public SizePolicy(AccessPolicy policy, long maxImageBytes, boolean requireLength, FetchRequest request) {
        this.policy = policy;
        this.maxImageBytes = maxImageBytes;
        this.callerLimit = request.options().maxSize();
        this.acceptListing = request.options().acceptListing();
        this.requireLength = requireLength || request.options().requireLength();
    }

    /**
     * Checks what an image service says of an image.
     *
     * @throws ImageException UNACCEPTABLE if it is not an image; REFUSED_BY_POLICY if it is too large
     */
    public void checkImage(ImageReference reference, ImageInfo info) throws ImageException {
        if (info.kind() == ImageInfo.Kind.LISTING && !acceptListing) {
            throw unacceptable(reference
                    + " is a web page or a directory listing, not an image; to fetch it anyway, use --allow-html");
        }
        if (info.kind() == ImageInfo.Kind.MOUNT) {
            throw unacceptable(reference + " is a share to be mounted, not an image that can be fetched");
        }
        if (info.size().isPresent()) {
            checkSize(reference, info.size().getAsLong());
        }
    }

    /**
     * Checks an image for a destination. An image that exceeds the capacity of the file system is INSUFFICIENT_SPACE,
     * whatever the limits are.
     *
     * @throws ImageException as {@link #checkImage(ImageReference, ImageInfo)}, or INSUFFICIENT_SPACE
     */
    public void checkImage(ImageReference reference, ImageInfo info, FetchDestination destination)
            throws ImageException {
        try {
            checkImage(reference, info);
        } catch (ImageException e) {
            if (e.code() == ErrorCode.REFUSED_BY_POLICY && info.size().isPresent()) {
                destination.requireCapacity(info.size().getAsLong());
            }
            throw e;
        }
    }

    /** Checks a declared or final size, as {@link #checkImage} does. */
    public void checkSize(ImageReference reference, long bytes) throws ImageException {
        if (bytes == 0) {
            throw unacceptable(reference + " is empty");
        }
        checkAtMost(reference, bytes);
    }

    /** Checks the number of bytes that have arrived so far. */
    public void checkAtMost(ImageReference reference, long bytes) throws ImageException {
        if (bytes > maxImageBytes) {
            throw tooLarge(reference, bytes, maxImageBytes, "io.ingot.fetch/maxImageBytes allows");
        }
        if (callerLimit.isPresent() && bytes > callerLimit.getAsLong()) {
            throw tooLarge(reference, bytes, callerLimit.getAsLong(), "the caller's maxSize allows");
        }
        policy.checkSize(bytes);
    }

    /**
     * Whether bytes may be missing at the end: nothing proved the end, and neither a checksum nor a length was
     * compared.
     *
     * @throws ImageException UNACCEPTABLE if the fetch refuses such an image
     */
    boolean mayBeTruncated(ResolvedSource source, boolean endUnproven) throws ImageException {
        boolean mayBeTruncated =
                endUnproven && source.size().isEmpty() && !source.expectation().hasChecksum();
        if (mayBeTruncated && requireLength) {
            throw unacceptable(
                    source.reference() + " may have been cut: its origin sent no length, and its bytes ended"
                            + " with the connection; name its checksum, or allow it (--require-length, io.ingot.fetch/requireLength)");
        }
        return mayBeTruncated;
    }

    private static ImageException tooLarge(ImageReference reference, long bytes, long limit, String whose) {
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY, reference + " has " + bytes + " bytes or more, " + whose + " " + limit);
    }

    private static ImageException unacceptable(String message) {
        return new ImageException(ErrorCode.UNACCEPTABLE, message);
    }
}

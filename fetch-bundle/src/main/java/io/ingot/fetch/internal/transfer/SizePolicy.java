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

/** What is taken for an image, and of which size. Immutable. */
public final class SizePolicy {
    private final AccessPolicy policy;
    private final long maxImageBytes;
    private final OptionalLong callersLimit;
    private final boolean acceptListing;
    private final boolean requireLength;

    /**
     * The limits and wishes of one fetch.
     *
     * @param maxImageBytes the operator's limit
     * @param requireLength whether the operator refuses an image that may have been cut
     */
    public SizePolicy(AccessPolicy policy, long maxImageBytes, boolean requireLength, FetchRequest request) {
        this.policy = policy;
        this.maxImageBytes = maxImageBytes;
        this.callersLimit = request.options().maxSize();
        this.acceptListing = request.options().acceptListing();
        this.requireLength = requireLength || request.options().requireLength();
    }

    /**
     * Judges what a service says.
     *
     * @throws ImageException UNACCEPTABLE if it is no image; REFUSED_BY_POLICY if it is too large
     */
    public void image(ImageReference reference, ImageInfo info) throws ImageException {
        if (info.kind() == ImageInfo.Kind.LISTING && !acceptListing) {
            throw unacceptable(
                    reference + " is a page or a directory listing, no image; allow it (--allow-html) if it is wanted");
        }
        if (info.kind() == ImageInfo.Kind.MOUNT) {
            throw unacceptable(reference + " is a share to be mounted; its bytes cannot be fetched");
        }
        if (info.size().isPresent()) {
            size(reference, info.size().getAsLong());
        }
    }

    /**
     * Judges it for a destination. What its whole file system has no room for is a want of space, whatever is allowed.
     *
     * @throws ImageException as {@link #image(ImageReference, ImageInfo)}, or INSUFFICIENT_SPACE
     */
    public void image(ImageReference reference, ImageInfo info, FetchDestination destination) throws ImageException {
        try {
            image(reference, info);
        } catch (ImageException e) {
            if (e.code() == ErrorCode.REFUSED_BY_POLICY && info.size().isPresent()) {
                destination.requireCapacity(info.size().getAsLong());
            }
            throw e;
        }
    }

    /** Judges a size that was declared or counted, as {@link #image} does. */
    public void size(ImageReference reference, long bytes) throws ImageException {
        if (bytes == 0) {
            throw unacceptable(reference + " is empty");
        }
        atMost(reference, bytes);
    }

    /** Judges how many bytes have come so far. */
    public void atMost(ImageReference reference, long bytes) throws ImageException {
        if (bytes > maxImageBytes) {
            throw tooLarge(reference, bytes, maxImageBytes, "io.ingot.fetch/maxImageBytes allows");
        }
        if (callersLimit.isPresent() && bytes > callersLimit.getAsLong()) {
            throw tooLarge(reference, bytes, callersLimit.getAsLong(), "the caller's maxSize allows");
        }
        policy.checkSize(bytes);
    }

    /**
     * Whether bytes may be missing at the end: nothing proved it, and neither a checksum nor a length was compared.
     *
     * @throws ImageException UNACCEPTABLE if such an image is refused
     */
    boolean perhapsCut(ResolvedSource leaf, boolean endUnproven) throws ImageException {
        boolean perhapsCut =
                endUnproven && leaf.size().isEmpty() && !leaf.expectation().any();
        if (perhapsCut && requireLength) {
            throw unacceptable(
                    leaf.reference() + " may have been cut: its origin sent no length, and its bytes ended"
                            + " with the connection; name its checksum, or allow it (--require-length, io.ingot.fetch/requireLength)");
        }
        return perhapsCut;
    }

    private static ImageException tooLarge(ImageReference reference, long bytes, long limit, String whose) {
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY, reference + " has " + bytes + " bytes or more, " + whose + " " + limit);
    }

    private static ImageException unacceptable(String message) {
        return new ImageException(ErrorCode.UNACCEPTABLE, message);
    }
}
